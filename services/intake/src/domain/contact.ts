import type { Contact, Identity } from './complaint';
import { badField, type Fault } from './fault';
import { checkText } from './text';

const preferredChannels = ['phone', 'email', 'wechat', 'app'];
const phoneShape = /^\+?[0-9][0-9 ()./-]{3,28}[0-9](?: ?(?:x|ext\.?|转) ?[0-9]{1,6})?$/i;
const emailShape = /^[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]{1,189}\.[^\s@<>()[\],;:\\".]{2,63}$/;

/**
 * Checks contact data against the identity: an anonymous person leaves none; a named or confidential one gives at
 * least one of name, phone and e-mail, because without any there would be nothing to name or to seal.
 */
export function checkContact(identity: Identity, contact: Contact | undefined): Fault | undefined {
  const given = Object.values(contact ?? {}).some((value) => value !== '');
  if (identity === 'anonymous') {
    return given
      ? badField('contact', 'contact_of_anonymous', 'An anonymous complaint takes no contact data: leave it out.')
      : undefined;
  }
  const { name, phone, email, preferredChannel } = contact ?? {};
  if (!name?.trim() && !phone && !email) {
    return badField(
      'contact',
      'contact_missing',
      'Give a name, a phone number or an e-mail address, or file anonymously.',
    );
  }
  return (
    (name ? checkText('contact.name', name, { max: 100, singleLine: true }) : undefined) ??
    (phone ? checkPhone(phone) : undefined) ??
    (email ? checkEmail(email) : undefined) ??
    (preferredChannel && !preferredChannels.includes(preferredChannel)
      ? badField('contact.preferredChannel', 'unknown_word', `Allowed are ${preferredChannels.join(', ')}.`)
      : undefined)
  );
}

function checkPhone(phone: string): Fault | undefined {
  const digits = phone.replace(/[^0-9]/g, '').length;
  if (phoneShape.test(phone) && digits >= 5 && digits <= 21) return undefined;
  return badField(
    'contact.phone',
    'phone_malformed',
    'This is not a phone number: digits, spaces, hyphens and one leading +.',
  );
}

function checkEmail(email: string): Fault | undefined {
  const fault = checkText('contact.email', email, { max: 254, singleLine: true });
  if (fault) return fault;
  if (emailShape.test(email) && !email.includes('..')) return undefined;
  return badField('contact.email', 'email_malformed', 'This is not an e-mail address.');
}

/**
 * What tells whether two complaints come from the same person: the phone number without its dress, else the e-mail
 * address in lower case. `undefined` where there is neither.
 */
export function personKey(contact: Contact | undefined): string | undefined {
  if (contact?.phone) {
    return `phone:${phoneDigits(contact.phone)}`;
  }
  if (contact?.email) return `email:${contact.email.trim().toLowerCase()}`;
  return undefined;
}

/** The figures of a phone number without extension: +86, 0086 or nothing before a mainland mobile number are the same. */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(/(?:x|ext\.?|转).*$/i, '').replace(/[^0-9]/g, '');
  return digits.replace(/^(?:00)?86(?=1[3-9][0-9]{9}$)/, '');
}

/** Contact data as staff see it without a reason: enough to recognise, too little to use. */
export function maskContact(contact: Contact): Contact {
  const masked: Contact = {};
  if (contact.name) masked.name = maskName(contact.name);
  if (contact.phone) masked.phone = maskPhone(contact.phone);
  if (contact.email) masked.email = maskEmail(contact.email);
  if (contact.preferredChannel) masked.preferredChannel = contact.preferredChannel;
  return masked;
}

function maskName(name: string): string {
  const [first = ''] = Array.from(name.trim());
  return `${first}**`;
}

function maskPhone(phone: string): string {
  const digits = phone.replace(/[^0-9]/g, '');
  if (digits.length < 8) return '****';
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
