import { sla, topics, word } from '@parkline/proto';
import type { Json } from '../api';
import type { ServiceName } from '../cluster';
import { readTopic, type LoggedEvent } from './read-topic';
import type { BacklogReader } from './unhandled';

/** Percent of the allowance at which a step of the ladder is (domain.md, Escalation ladder). */
export const ladder = [50, 75, 90, 100, 150, 200];

/** A step settled for good. The key says which: case, cycle, clock, deadline number, step. */
export interface SettledStep {
  key: string;
  fired: boolean;
}

/** A step as the topic tells of it. */
export interface PublishedStep extends SettledStep {
  eventId: string;
  caseId: string;
  step: number;
}

/** An escalation in casework's journal, by the same key. */
export interface Escalation {
  key: string;
  eventId: string;
  caseId: string;
  step: number;
}

export type Documents = (service: ServiceName, collection: string) => Promise<Json[]>;

/** Everything of a collection, read from the store beside the service, in the order of ids. */
export function readDocuments(backlogs: BacklogReader): Documents {
  return (service, collection) => backlogs.store(service).collection(collection).find({}).sort({ _id: 1 }).toArray();
}

/** Every settled step of the stored clocks. */
export async function storedSteps(documents: Documents): Promise<SettledStep[]> {
  return (await documents('sla', 'clock_sets')).flatMap(({ _id, state }) =>
    state.clocks.flatMap(({ name, cycle, steps }: Json) =>
      steps.map(({ step, deadlineNumber, fired }: Json) => ({
        key: `${_id} ${cycle} ${name} ${deadlineNumber} ${step}`,
        fired,
      })),
    ),
  );
}

/**
 * The steps that the topic tells of. What the outbox published twice, under one id and with one content, is one; the
 * same id with another content is kept, so that the step is there twice.
 */
export async function publishedSteps(brokers: string[]): Promise<PublishedStep[]> {
  const log = [...(await readTopic(brokers, topics.sla)).values()].flat();
  const once = [...new Map(log.map((event) => [`${event.id} ${event.content}`, event])).values()];
  return once.filter(({ type }) => stepEvents.has(type)).map(published);
}

const stepEvents = new Set(['ClockWarned', 'ClockBreached', 'LadderStepMissed']);

function published({ id, type, payload }: LoggedEvent): PublishedStep {
  const { caseId, clock, change } = sla.SlaEvent.decode(payload);
  const step = change && 'step' in change.value ? change.value.step : 0;
  const key = `${caseId} ${clock?.cycle} ${clock && word(clock.name)} ${clock?.deadlineNumber} ${step}`;
  return { key, fired: type !== 'LadderStepMissed', eventId: id, caseId, step };
}

/** Every escalation that casework has recorded, of cases in their first cycle: its journal does not name the cycle. */
export async function escalations(documents: Documents): Promise<Escalation[]> {
  const journal = (await documents('casework', 'cases_journal')).filter(({ type }) => type === 'CaseEscalated');
  return journal.map(({ id, agg, entry }) => {
    const { clock, deadlineNumber, step } = entry.facts;
    const key = `${agg} 1 ${String(clock).toLowerCase()} ${deadlineNumber} ${step}`;
    return { key, eventId: id as string, caseId: agg as string, step: Number(step) };
  });
}

/** What is wanted and not there, and what is there and not wanted, each as often; a few of many. */
export function difference(
  found: readonly string[],
  wanted: readonly string[],
): { missing: string[]; extra: string[] } {
  return { missing: without(wanted, found), extra: without(found, wanted) };
}

const shown = 20;

function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of taken) left.set(one, (left.get(one) ?? 0) + 1);
  const rest = all.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
  return rest.slice(0, shown);
}
