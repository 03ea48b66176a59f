import { conflict, unavailable } from '@parkline/errors';
import { serviceScope, type Principal } from '@parkline/auth';
import type { Complaint } from '../domain/complaint';
import { personKey } from '../domain/contact';
import { dayIn } from '../domain/number';
import { checkDraft, type Draft, type ParkFacts } from '../domain/register';
import { personTerms } from './person-terms';
import type { Complaints, Numbers, Parks, Vault } from './ports';
import { raise } from './raise';

export interface Registration {
  complaintId: string;
  number: string;
  trackingCode: string;
  receivedAt: Date;
  /** This answer was given before, for the same idempotency key. */
  repeated: boolean;
}

export interface RegisterComplaintNeeds {
  complaints: Complaints;
  numbers: Numbers;
  parks: Parks;
  vault: Vault;
  clock: () => Date;
  newId: () => string;
}

const attempts = 5;

/**
 * Registers a complaint with one write to the store. With an idempotency key the complaint's id follows from caller
 * and key, so the store's unique id is what makes twenty equal requests one complaint.
 * @throws InvalidInput naming the field; Conflict `idempotency_key_reused` for the same key with another body
 */
export function registerComplaint(needs: RegisterComplaintNeeds) {
  const { complaints, parks, vault, clock, newId } = needs;
  return async (draft: Draft, filer: Principal): Promise<Registration> => {
    const now = clock();
    const park = await parks.find(draft.parkCode);
    raise(checkDraft(draft, filer, park, now));
    const { idempotencyKey, ...body } = draft;
    const id = idempotencyKey ? vault.complaintId(filer.subject, idempotencyKey) : newId();
    const fingerprint = vault.fingerprint(body);
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const complaint = await compose(needs, id, draft, filer, park as ParkFacts, fingerprint, now);
      if ((await complaints.add(id, complaint)) === 'added') return answer(vault, id, complaint, { repeated: false });
      const first = await complaints.byId(serviceScope('intake'), id);
      if (first) return repeat(vault, first, fingerprint);
      // Not the id but the number was taken, by a block given out twice after a restored backup: take the next one.
    }
    throw unavailable('no_number', 'No free number could be found; try again.');
  };
}

async function compose(
  { numbers, vault }: RegisterComplaintNeeds,
  id: string,
  draft: Draft,
  filer: Principal,
  park: ParkFacts,
  fingerprint: string,
  now: Date,
): Promise<Complaint> {
  const { groupId, code: parkCode } = park;
  const contact = draft.identity === 'anonymous' ? undefined : draft.contact;
  const person = personKey(contact);
  return {
    number: await numbers.next(parkCode, dayIn(park.timeZone, now)),
    groupId,
    parkCode,
    channel: draft.channel as Complaint['channel'],
    kind: draft.kind ?? 'complaint',
    identity: draft.identity as Complaint['identity'],
    description: draft.description,
    receivedAt: now,
    locale: draft.locale ?? 'zh',
    codeHash: vault.codeHash(vault.trackingCode(id)),
    fingerprint,
    ...(draft.complainantType ? { complainantType: draft.complainantType } : {}),
    ...(draft.place ? { place: draft.place } : {}),
    ...(draft.categoryHint ? { categoryHint: draft.categoryHint } : {}),
    ...(draft.occurredAt ? { occurredAt: draft.occurredAt } : {}),
    ...(filer.kind === 'person' ? { filedBy: filer.subject } : {}),
    ...(contact ? { contact: vault.seal(groupId, id, contact) } : {}),
    ...(person ? { complainantRef: vault.personRef(groupId, person) } : {}),
    // A confidential person must not be found by name: that would say who it is.
    ...(contact && draft.identity === 'named'
      ? { searchTokens: personTerms(contact).map((term) => vault.searchToken(groupId, term)) }
      : {}),
  };
}

function repeat(vault: Vault, first: { id: string; complaint: Complaint }, fingerprint: string): Registration {
  if (first.complaint.fingerprint !== fingerprint) {
    throw conflict(
      'idempotency_key_reused',
      'This Idempotency-Key was used before for another complaint; take a new one.',
      {
        field: 'Idempotency-Key',
      },
    );
  }
  return answer(vault, first.id, first.complaint, { repeated: true });
}

function answer(vault: Vault, id: string, complaint: Complaint, { repeated }: { repeated: boolean }): Registration {
  const { number, receivedAt } = complaint;
  return { complaintId: id, number, trackingCode: vault.trackingCode(id), receivedAt, repeated };
}
