import { topics } from '@parkline/proto';
import type { Api, Json } from '../api';
import type { Cluster, ServiceName } from '../cluster';
import type { Mailbox } from '../mailbox';
import { readTopic, type LoggedEvent } from './read-topic';
import type { Accepted, Noted } from './traffic';
import type { BacklogReader } from './unhandled';

export interface Evidence {
  api: Api;
  cluster: Cluster;
  backlogs: BacklogReader;
  brokers: string[];
  mailbox: Mailbox;
  accepted: readonly Accepted[];
  noted: readonly Noted[];
}

/**
 * What is lost or done twice, one sentence each; nothing when all is well. It reads the stores and the topics
 * themselves, so that no service can gloss over what it has lost. Services that the cluster leaves out are not looked at.
 */
export async function findFaults(evidence: Evidence): Promise<string[]> {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => void (holds || faults.push(fault));

  const ids = await checkComplaints(evidence, check);
  const cases = await checkCases(evidence, ids, check);
  await checkTopics(evidence, ids, check);
  await checkNotes(evidence, cases, check);
  const runs = (service: ServiceName): boolean => evidence.cluster.of(service).length > 0;
  if (runs('sla')) await checkClocks(evidence, cases, check);
  if (runs('routing')) await checkRouting(evidence, cases, check);
  if (runs('reporting')) await checkFigures(evidence, ids, check);
  if (runs('notification')) await checkMail(evidence, ids, check);
  return faults;
}

type Check = (holds: boolean, fault: string) => void;

const documents = (
  evidence: Evidence,
  service: Parameters<BacklogReader['store']>[0],
  collection: string,
): Promise<Json[]> => evidence.backlogs.store(service).collection(collection).find({}).toArray();

/** One complaint for each accepted filing, and none beside them. Returns their ids by number. */
async function checkComplaints(evidence: Evidence, check: Check): Promise<Map<string, string>> {
  const stored = await documents(evidence, 'intake', 'complaints');
  const ids = new Map<string, string>(stored.map(({ _id, state }) => [state.number, _id]));
  check(ids.size === stored.length, `${stored.length} complaints share ${ids.size} numbers`);
  check(
    stored.length === evidence.accepted.length,
    `${evidence.accepted.length} filings were accepted, ${stored.length} complaints stored`,
  );
  for (const { number } of evidence.accepted) check(ids.has(number), `${number} was accepted and is not stored`);
  return ids;
}

/** One case for each complaint, with one dispatch in force. Returns the cases by id. */
async function checkCases(evidence: Evidence, ids: Map<string, string>, check: Check): Promise<Map<string, Json>> {
  const cases = new Map<string, Json>((await documents(evidence, 'casework', 'cases')).map((item) => [item._id, item]));
  check(cases.size === ids.size, `${ids.size} complaints, ${cases.size} cases`);
  const lines = new Map<string, string[]>();
  for (const { agg, type } of await documents(evidence, 'casework', 'cases_journal'))
    lines.set(agg, [...(lines.get(agg) ?? []), type]);
  for (const [number, id] of ids) {
    const item = cases.get(id);
    check(item !== undefined, `${number} has no case`);
    check(!item || item.state.number === number, `the case of ${number} goes by ${item?.state.number}`);
    check(item?.state.state === 'dispatched', `${number} is ${item?.state.state}, not dispatched`);
    check(Boolean(item?.state.handlerId), `${number} has no handler`);
    for (const type of ['CaseOpened', 'CaseDispatched']) {
      const times = (lines.get(id) ?? []).filter((line) => line === type).length;
      check(times === 1, `${number} has ${times} entries ${type} in its journal`);
    }
  }
  return cases;
}

/** Every journal line was published, nothing was published that is not in the journal, first appearances in order. */
async function checkTopics(evidence: Evidence, ids: Map<string, string>, check: Check): Promise<void> {
  const published = await readTopic(evidence.brokers, topics.case);
  const journal = new Set((await documents(evidence, 'casework', 'cases_journal')).map(({ id }) => id as string));
  const seen = new Set<string>();
  for (const [key, events] of published) {
    const firsts = events.filter(({ id }) => !seen.has(id) && seen.add(id));
    const inOrder = firsts.every(({ seq }, at) => at === 0 || seq > (firsts[at - 1] as LoggedEvent).seq);
    check(inOrder, `the events of case ${key} first appear in the order ${firsts.map(({ seq }) => seq).join(', ')}`);
  }
  checkRepeats(published, check);
  for (const id of journal) check(seen.has(id), `the journal's ${id} was never published`);
  for (const id of seen) check(journal.has(id), `${id} was published and is in no journal`);
  const registered = await readTopic(evidence.brokers, topics.intake);
  checkRepeats(registered, check);
  for (const [number, id] of ids) check(registered.has(id), `the registration of ${number} was never published`);
  const known = new Set(ids.values());
  for (const id of registered.keys())
    check(known.has(id), `a registration ${id} was published that intake does not have`);
}

/** An event may be published again, but never with something else in it. */
function checkRepeats(published: Map<string, LoggedEvent[]>, check: Check): void {
  const contents = new Map<string, string>();
  for (const { id, content } of [...published.values()].flat()) {
    check((contents.get(id) ?? content) === content, `${id} was published again with another content`);
    contents.set(id, content);
  }
}

/** One set of clocks for each case, each of them started once; relief has a clock of its own in P1 alone. */
async function checkClocks(evidence: Evidence, cases: Map<string, Json>, check: Check): Promise<void> {
  const sets = new Map<string, Json>((await documents(evidence, 'sla', 'clock_sets')).map((set) => [set._id, set]));
  check(sets.size === cases.size, `${cases.size} cases, ${sets.size} sets of clocks`);
  const published = await readTopic(evidence.brokers, topics.sla);
  checkRepeats(published, check);
  for (const [id, { state }] of cases) {
    const clocks: Json[] = sets.get(id)?.state.clocks ?? [];
    const names = clocks.map(({ name }) => name as string).sort();
    const wanted = ['first_contact', ...(state.priority === 'p1' ? ['relief'] : []), 'resolve', 'sign'];
    check(names.join() === wanted.join(), `${state.number} has the clocks ${names.join(', ') || 'none'}`);
    const starts = distinct(published.get(id) ?? [], 'ClockStarted');
    check(starts === names.length, `${state.number} has ${names.length} clocks that were started ${starts} times`);
  }
}

/** Each case was triaged once, and what routing knows of it is what casework knows. */
async function checkRouting(evidence: Evidence, cases: Map<string, Json>, check: Check): Promise<void> {
  const routed = new Map<string, Json>((await documents(evidence, 'routing', 'cases')).map((item) => [item._id, item]));
  const published = await readTopic(evidence.brokers, topics.routing);
  checkRepeats(published, check);
  for (const [id, { state }] of cases) {
    const copy = routed.get(id)?.state;
    check(
      copy?.caseState === state.state,
      `routing takes ${state.number} for ${copy?.caseState}, it is ${state.state}`,
    );
    check(copy?.handlerId === state.handlerId, `routing takes another handler for ${state.number}`);
    const decisions = distinct(published.get(id) ?? [], 'TriageDecided');
    check(decisions === 1, `${state.number} was triaged ${decisions} times`);
  }
}

function distinct(events: readonly LoggedEvent[], type: string): number {
  return new Set(events.filter((event) => event.type === type).map(({ id }) => id)).size;
}

/** Every case is counted once: by the facts, by the sum of the counters, and by the report. */
async function checkFigures(evidence: Evidence, ids: Map<string, string>, check: Check): Promise<void> {
  const facts = await documents(evidence, 'reporting', 'facts');
  check(facts.length === ids.size, `${ids.size} complaints, ${facts.length} facts`);
  for (const { _id, case: item } of facts)
    check(item?.state === 'dispatched', `reporting takes ${_id} for ${item?.state}`);
  const hq = await evidence.api.person({ role: 'hq-officer' });
  const { body } = await evidence.api.request('GET', '/v1/reports/summary', { token: hq.token });
  const counted = (body.total?.cases ?? 0) + (body.total?.otherKinds ?? 0);
  check(counted === ids.size, `${ids.size} complaints, ${counted} in the report`);
  const dispatched = (body.byState ?? []).find(({ key }: Json) => key === 'dispatched')?.cases;
  const others = (body.byState ?? []).filter(({ key, cases }: Json) => key !== 'dispatched' && cases !== 0);
  check(others.length === 0, `the report shows ${dispatched} dispatched and beside them ${JSON.stringify(others)}`);
}

/** One acknowledgement for each complaint: one delivery, one Message-ID, a second copy only where it is listed as such. */
async function checkMail(evidence: Evidence, ids: Map<string, string>, check: Check): Promise<void> {
  const deliveries = new Map<string, Json[]>();
  for (const delivery of await documents(evidence, 'notification', 'deliveries')) {
    if (delivery.template !== 'acknowledgement') continue;
    deliveries.set(delivery.caseId, [...(deliveries.get(delivery.caseId) ?? []), delivery]);
  }
  for (const { number, email } of evidence.accepted) {
    const own = deliveries.get(ids.get(number) ?? '') ?? [];
    check(own.length === 1, `${number} has ${own.length} acknowledgements to be delivered`);
    check(own[0]?.status === 'sent', `the acknowledgement of ${number} is ${own[0]?.status}`);
    const copies = evidence.mailbox.to(email ?? '');
    const messageIds = new Set(copies.map(({ messageId }) => messageId));
    check(messageIds.size === 1, `${number} was acknowledged under ${messageIds.size} Message-IDs`);
    check(
      copies.length <= 1 || own[0]?.maybeTwice === true,
      `${number} got ${copies.length} copies and is not listed as sent twice`,
    );
  }
}

/** Every note that was answered is in the journal once, although each was sent twice. */
async function checkNotes(evidence: Evidence, cases: Map<string, Json>, check: Check): Promise<void> {
  const texts = (await documents(evidence, 'casework', 'cases_journal'))
    .filter(({ type }) => type === 'NoteAdded')
    .map(({ entry }) => entry.text as string);
  for (const { number, text } of evidence.noted) {
    const times = texts.filter((one) => one === text).length;
    check(times === 1, `a note on ${number} is there ${times} times`);
  }
  check(cases.size > 0 || evidence.noted.length === 0, 'there are notes and no cases');
}
