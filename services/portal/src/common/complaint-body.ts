import type { Channel, Contact, Identity, NewComplaint } from '../api/types';

/** What the fields of the form hold; empty inputs are '' or undefined. */
export interface ComplaintForm {
  parkCode: string;
  kind?: NewComplaint['kind'];
  complainantType?: NewComplaint['complainantType'];
  description: string;
  place?: string;
  /** Local time as `<input type="datetime-local">` gives it. */
  occurredAt?: string;
  categoryHint?: string;
  identity: Identity;
  contact?: Contact;
}

/** The body for the API: empty fields left out, and never a contact with an anonymous complaint. */
export function toComplaint(form: ComplaintForm, channel: Channel, locale: 'zh' | 'en'): NewComplaint {
  const body: NewComplaint = {
    parkCode: form.parkCode,
    channel,
    description: form.description,
    identity: form.identity,
    locale,
  };
  if (form.kind) body.kind = form.kind;
  if (form.complainantType) body.complainantType = form.complainantType;
  if (form.place?.trim()) body.place = form.place.trim();
  if (form.occurredAt) body.occurredAt = new Date(form.occurredAt).toISOString();
  if (form.categoryHint) body.categoryHint = form.categoryHint;
  if (form.identity !== 'anonymous') {
    const contact = withoutEmpty(form.contact ?? {});
    if (Object.keys(contact).length > 0) body.contact = contact;
  }
  return body;
}

function withoutEmpty(contact: Contact): Contact {
  const kept = Object.entries(contact)
    .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value);
  return Object.fromEntries(kept);
}

const PUBLIC_CHANNELS: readonly Channel[] = ['web', 'app', 'wechat', 'bulletin'];

/** By which channel a public form is filed: as the link says; a link that names a park is a QR code on a board. */
export function channelOf(asked: string | null, park: string | null): Channel {
  const known = PUBLIC_CHANNELS.find((channel) => channel === asked);
  return known ?? (park ? 'bulletin' : 'web');
}
