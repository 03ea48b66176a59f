import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind, Priority, UnitFunction } from '../src/domain/words';

/** A complaint of e2e/fixtures/complaints.json. The labels were given before the rules were written. */
export interface Labelled {
  text: string;
  kind?: Kind;
  channel: string;
  parkCode: string;
  place?: string;
  categoryHint?: string;
  label: { category: string; unitFunction: UnitFunction; priorityAtLeast?: Priority };
}

export function labelledComplaints(): Labelled[] {
  return JSON.parse(readFileSync(join(__dirname, '../../../e2e/fixtures/complaints.json'), 'utf8')) as Labelled[];
}
