import {
  channels,
  kinds,
  publicChannels,
  type Channel,
  type ComplainantType,
  type Contact,
  type Identity,
  type Kind,
  type Locale,
} from './complaint';
import { checkContact } from './contact';
import { badField, type Fault } from './fault';
import { checkText } from './text';

/** What somebody sent, before anything is known to be right. */
export interface Draft {
  parkCode: string;
  channel?: Channel;
  description: string;
  kind?: Kind;
  complainantType?: ComplainantType;
  place?: string;
  occurredAt?: Date;
  categoryHint?: string;
  identity?: Identity;
  contact?: Contact;
  idempotencyKey?: string;
  locale?: Locale;
}

/** Who files: a member of staff for someone else, or a complainant who has not signed in. */
export interface Filer {
  kind: 'person' | 'public' | 'complainant' | 'service';
  role: string;
  groupId: string;
}

/** What is known of a park here. */
export interface ParkFacts {
  code: string;
  groupId: string;
  timeZone: string;
}

/** Clocks of phones run ahead a little. */
const aheadMs = 5 * 60_000;
const earliest = Date.UTC(2000, 0, 1);

/** Whether this caller may file at all. */
export function checkFiler(filer: Filer): Fault | undefined {
  if (filer.kind === 'public' || (filer.kind === 'person' && filer.role !== 'auditor')) return undefined;
  return { kind: 'Forbidden', code: 'may_not_file', message: 'This role cannot file complaints.' };
}

/**
 * Everything that can be wrong with a draft, the first fault found.
 * @param park what the directory knows of `draft.parkCode`; `undefined` for nothing
 */
export function checkDraft(draft: Draft, filer: Filer, park: ParkFacts | undefined, now: Date): Fault | undefined {
  return (
    checkFiler(filer) ??
    checkWords(draft, filer) ??
    checkText('description', draft.description, { min: 1, max: 5_000 }) ??
    checkText('place', draft.place ?? '', { max: 200 }) ??
    checkText('categoryHint', draft.categoryHint ?? '', { max: 100, singleLine: true }) ??
    checkKey(draft.idempotencyKey) ??
    checkOccurredAt(draft.occurredAt, now) ??
    checkContact(draft.identity ?? 'anonymous', draft.contact) ??
    checkPark(filer, park)
  );
}

function checkWords({ channel, kind, identity }: Draft, filer: Filer): Fault | undefined {
  if (channel === undefined || !channels.includes(channel))
    return badField('channel', 'unknown_word', 'Say by which channel.');
  if (kind !== undefined && !kinds.includes(kind)) return badField('kind', 'unknown_word', 'This kind is not known.');
  if (identity === undefined) {
    return badField('identity', 'unknown_word', 'Say whether the complaint is named, confidential or anonymous.');
  }
  if (filer.kind === 'public' && !publicChannels.includes(channel)) {
    return badField('channel', 'channel_not_public', `Without signing in, allowed are ${publicChannels.join(', ')}.`);
  }
  return undefined;
}

function checkKey(key: string | undefined): Fault | undefined {
  if (!key || /^[\x21-\x7e]{1,200}$/.test(key)) return undefined;
  return badField('Idempotency-Key', 'key_malformed', 'Idempotency-Key takes 1 to 200 visible ASCII characters.');
}

function checkOccurredAt(occurredAt: Date | undefined, now: Date): Fault | undefined {
  if (occurredAt === undefined) return undefined;
  const at = occurredAt.getTime();
  if (at >= earliest && at <= now.getTime() + aheadMs) return undefined;
  return badField('occurredAt', 'date_out_of_range', 'occurredAt must lie between the year 2000 and now.');
}

/** A park of another group is as unknown as one that does not exist. */
function checkPark(filer: Filer, park: ParkFacts | undefined): Fault | undefined {
  if (park && (filer.kind === 'public' || park.groupId === filer.groupId)) return undefined;
  return badField('parkCode', 'unknown_park', 'There is no park with this code.');
}
