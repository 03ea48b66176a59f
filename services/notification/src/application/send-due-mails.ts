import { isParklineError, isTransient } from '@parkline/errors';
import { attempted, type AttemptResult, type Delivery, type RetryPolicy } from '../domain/delivery';
import { complainant } from '../domain/message';
import type { Announcement } from './announce';
import { localeOf, type Locale, type Surroundings, type Writer } from './write-message';

/** A delivery that this sender has claimed, with the mark of its claim. */
export type Claimed<T = Delivery> = T & { version: number };

/** The mails that are due. */
export interface DueDeliveries {
  /** Claims up to `limit` due ones for `claimMs`; what another sender was faster with is left out. */
  claim(now: Date, limit: number, claimMs: number): Promise<Claimed[]>;
  /** Saves what became of claimed ones, but for those that somebody else has claimed since. */
  settle(ended: readonly Claimed[], options: { announced: boolean }): Promise<void>;
  /** Ended ones that could not be announced when they ended. */
  unannounced(limit: number): Promise<Delivery[]>;
  markAnnounced(ids: readonly string[]): Promise<void>;
}

/** How to reach a complainant: asked for at sending time and kept nowhere. */
export interface Contacts {
  contactOf(complaintId: string): Promise<{ email?: string; trackingCode: string; locale: string }>;
}

/** What is known of staff and parks. */
export interface AddressBook {
  staff(id: string): { email: string; locale: string } | undefined;
  park(code: string): { name: string; nameEn: string; timeZone: string } | undefined;
}

export interface Mail {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  /** Whose mail it is, for the local outbox. */
  groupId: string;
  parkCode: string;
}

/** Sends one mail. Never throws: what went wrong is an answer. */
export type SendMail = (mail: Mail) => Promise<AttemptResult>;

export interface SenderParts {
  due: DueDeliveries;
  contacts: Contacts;
  addresses: AddressBook;
  writer: Writer;
  sendMail: SendMail;
  announce: (announcements: readonly Announcement[]) => Promise<void>;
  clock: () => Date;
  /** Told of what goes wrong with one mail, by its id. */
  onProblem: (id: string, error: unknown) => void;
  /** Told of every try, for the metrics. */
  onAttempt: (result: AttemptResult['type']) => void;
  /** True once the process is to end: then no mail is begun any more. */
  stopping: () => boolean;
  policy: RetryPolicy;
  locale: Locale;
  /** Where the portal is, without a slash at its end. */
  portalUrl: string;
  batchSize: number;
  concurrency: number;
  claimMs: number;
}

/** One round of the sender: claims what is due, sends it, saves what became of it. Returns how many it claimed. */
export async function sendDueMails(parts: SenderParts): Promise<number> {
  const { due, clock, claimMs } = parts;
  const claimedAt = clock();
  const mails = await due.claim(claimedAt, parts.batchSize, claimMs);
  if (mails.length === 0) return announceLate(parts);
  // In the second half of a claim nothing is begun any more: the next sender may be about to take over.
  const beginUntil = claimedAt.getTime() + claimMs / 2;
  const waiting = [...mails];
  const ended: Claimed[] = [];
  const work = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
      const tooLate = parts.stopping() || clock().getTime() > beginUntil;
      const result = tooLate ? ({ type: 'postponed', reason: 'claim_over' } as const) : await attempt(parts, mail);
      parts.onAttempt(result.type);
      ended.push({ ...attempted(mail, result, clock(), parts.policy), version: mail.version });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parts.concurrency, mails.length) }, work));
  const announced = await tryToAnnounce(parts, ended);
  await due.settle(ended, { announced });
  return mails.length;
}

async function attempt(parts: SenderParts, delivery: Delivery): Promise<AttemptResult> {
  try {
    const to = await addresseeOf(parts, delivery);
    if (!to) return { type: 'skipped', reason: 'no_address' };
    const { title, body } = parts.writer.write(delivery.template, to.locale, delivery.data, to.surroundings);
    const { messageId, groupId, parkCode } = delivery;
    return await parts.sendMail({ messageId, to: to.address, subject: title, text: body, groupId, parkCode });
  } catch (error) {
    parts.onProblem(delivery.id, error);
    if (isTransient(error)) return { type: 'postponed', reason: 'neighbour_away' };
    if (isParklineError(error, 'NotFound')) return { type: 'skipped', reason: 'complaint_unknown' };
    return { type: 'failed', reason: 'not_written', uncertain: false };
  }
}

interface Addressee {
  address: string;
  locale: Locale;
  surroundings: Surroundings;
}

async function addresseeOf(parts: SenderParts, delivery: Delivery): Promise<Addressee | undefined> {
  const { number, parkCode, caseId, recipient } = delivery;
  const around = (locale: Locale): Surroundings => surroundingsOf(parts.addresses, { number, parkCode }, locale);
  if (recipient !== complainant) {
    const staff = parts.addresses.staff(recipient);
    if (!staff?.email) return undefined;
    const locale = localeOf(staff.locale, parts.locale);
    return { address: staff.email, locale, surroundings: around(locale) };
  }
  const { email, trackingCode, locale: tag } = await parts.contacts.contactOf(caseId);
  if (!email) return undefined;
  const locale = localeOf(tag, parts.locale);
  const link = `${parts.portalUrl}/t/${encodeURIComponent(number)}#${encodeURIComponent(trackingCode)}`;
  return { address: email, locale, surroundings: { ...around(locale), link, code: trackingCode } };
}

/** What every message may show of its park. */
export function surroundingsOf(
  addresses: AddressBook,
  { number, parkCode }: { number: string; parkCode: string },
  locale: Locale,
): Surroundings {
  const park = addresses.park(parkCode);
  const name = locale === 'en' ? park?.nameEn || park?.name : park?.name;
  return { number, park: name || parkCode, ...(park?.timeZone ? { timeZone: park.timeZone } : {}) };
}

/** A log that is away must not make a sent mail be sent again: it is announced in a later round. */
async function tryToAnnounce(parts: SenderParts, ended: readonly Delivery[]): Promise<boolean> {
  const announcements = ended.flatMap((delivery) => announcementOf(delivery) ?? []);
  if (announcements.length === 0) return true;
  try {
    await parts.announce(announcements);
    return true;
  } catch (error) {
    parts.onProblem('announcement', error);
    return false;
  }
}

async function announceLate(parts: SenderParts): Promise<number> {
  const late = await parts.due.unannounced(parts.batchSize);
  if (late.length === 0 || !(await tryToAnnounce(parts, late))) return 0;
  await parts.due.markAnnounced(late.map(({ id }) => id));
  return late.length;
}

/** Only what was sent or has failed for good is told; a skipped one had nobody to go to. */
function announcementOf(delivery: Delivery): Announcement | undefined {
  const { status, endedAt, attempts, reason = '' } = delivery;
  if (!endedAt || status === 'skipped') return undefined;
  const outcome = status === 'sent' ? { type: 'delivered' as const } : { type: 'failed' as const, reason, attempts };
  return { ...delivery, at: endedAt, outcome };
}
