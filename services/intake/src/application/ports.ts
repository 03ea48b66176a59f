import type { Scope } from '@parkline/auth';
import type { Complaint, Contact, SealedContact } from '../domain/complaint';
import type { ParkFacts } from '../domain/register';

export interface StoredComplaint {
  id: string;
  complaint: Complaint;
}

/** The complaints as received. */
export interface Complaints {
  /** Stores a new complaint with its event in one write. `taken`: its id or its number is in use. */
  add(id: string, complaint: Complaint): Promise<'added' | 'taken'>;
  byId(scope: Scope, id: string): Promise<StoredComplaint | undefined>;
  byNumber(scope: Scope, number: string): Promise<StoredComplaint | undefined>;
}

/** Numbers that nobody else was given. */
export interface Numbers {
  /** The next number of a park for a day (YYYYMMDD in its time zone). */
  next(parkCode: string, day: string): Promise<string>;
}

/** The parks that take complaints. */
export interface Parks {
  /** @throws Unavailable `directory_not_ready` where a park is not known here and the directory cannot be asked */
  find(code: string): Promise<ParkFacts | undefined>;
}

/** All that needs the server's secret. */
export interface Vault {
  complaintId(subject: string, idempotencyKey: string): string;
  trackingCode(complaintId: string): string;
  codeHash(code: string): string;
  /** Compares in constant time. */
  matches(codeHash: string, code: string): boolean;
  fingerprint(body: unknown): string;
  /** An opaque reference to a person within a group. */
  personRef(groupId: string, personKey: string): string;
  /** An opaque token for a name or number: equal ones have equal tokens within a group. */
  searchToken(groupId: string, term: string): string;
  seal(groupId: string, complaintId: string, contact: Contact): SealedContact;
  open(groupId: string, complaintId: string, contact: SealedContact): Contact;
}

/** The record of who saw whose real contact data, and why. */
export interface Reveals {
  record(reveal: {
    complaintId: string;
    number: string;
    groupId: string;
    parkCode: string;
    by: string;
    role: string;
    reason: string;
    at: Date;
  }): Promise<void>;
}
