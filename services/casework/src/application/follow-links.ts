import { UndecodableEvent } from '@parkline/messaging';
import type { ReceivedEvent } from '@parkline/mongo';
import { casework, word } from '@parkline/proto';
import { type Case, isLinkedTo, linkKinds, type TimelineEntry } from '../domain';
import type { Cases, CaseWrites } from './ports';
import type { Order, tellCases } from './tell-cases';

/** The events after which something is due in another case; all others are not even decoded. */
const ofConcern = [
  'CaseLinked',
  'CaseUnlinked',
  'LinkedCaseAdded',
  'CaseResolved',
  'CaseReopened',
  'CaseDeclined',
  'CaseWithdrawn',
  'ReplySent',
  'ComplainantAnswered',
];

/** An event of a case with the case as it is now: its lists of links are not in the event. */
interface News {
  because: Order['because'];
  change: NonNullable<casework.CaseEvent['change']>;
  /** As it was right after the event. */
  then: casework.Case;
  now?: Case;
  /** What the complainant of a linked case has said: the event does not carry it. */
  said?: string;
}

export interface FollowLinks {
  cases: Pick<CaseWrites, 'loadMany'> & Pick<Cases, 'timeline'>;
  tell: ReturnType<typeof tellCases>;
  /** Told of every order that was refused because its case has moved on. */
  onMovedOn: (command: string) => void;
}

/**
 * Does in other cases what follows from an event of casework: a master is told of its linked cases, and they of what
 * happens to their master (domain.md, The case: states and commands). A link that its master cannot take is undone:
 * so no cycle can arise, however the links were asked for.
 */
export function followLinks({ cases, tell, onMovedOn }: FollowLinks) {
  return async (events: readonly ReceivedEvent[]): Promise<void> => {
    const news = events.flatMap(newsOf);
    if (news.length === 0) return;
    const now = await cases.loadMany([...new Set(news.filter(needsTheCase).map(({ then }) => then.id))]);
    const complete = await Promise.all(
      news.map(async (one) => ({ ...one, now: now.get(one.then.id)?.state, said: await saidIn(one, cases) })),
    );
    const orders = complete.flatMap(ordersAfter);
    const refused = await tell(orders);
    const undone = refused.flatMap(undo);
    for (const { command } of [...refused, ...(await tell(undone))]) onMovedOn(command.type);
  };
}

function newsOf(event: ReceivedEvent): News[] {
  if (!ofConcern.includes(event.type)) return [];
  const { change, case: then } = decoded(event);
  if (!change || !then) throw new UndecodableEvent(`${event.type} ${event.id} lacks its case`);
  return [{ because: { caseId: then.id, seq: event.seq }, change, then }];
}

function decoded({ id, payload }: ReceivedEvent): casework.CaseEvent {
  try {
    return casework.CaseEvent.decode(payload);
  } catch (cause) {
    throw new UndecodableEvent(`${id} is not an event of a case`, { cause });
  }
}

/** The words of an answer on a linked case, from its timeline. */
async function saidIn({ change, then, because }: News, cases: Pick<Cases, 'timeline'>): Promise<string | undefined> {
  if (change.$case !== 'complainantAnswered' || !then.masterId) return undefined;
  const line = (await cases.timeline(then.id)).find(({ seq }) => seq === because.seq);
  return (line?.entry as TimelineEntry | undefined)?.text;
}

/** Whether there may be links that only the case itself names. */
function needsTheCase({ change, then }: News): boolean {
  switch (change.$case) {
    case 'replySent':
      return change.value.toLinked;
    case 'resolved':
    case 'declined':
      return then.linkedCount > 0;
    case 'reopened':
    case 'withdrawn':
      return true;
    default:
      return false;
  }
}

function ordersAfter(news: News): Order[] {
  const { because, change, then } = news;
  switch (change.$case) {
    case 'linked': {
      const { id, number, receivedAt = new Date(0) } = then;
      const as = linkKinds.find((known) => known === change.value.as) ?? 'incident';
      const linked = { id, number, as, priority: word(then.priority), severity: word(then.severity), receivedAt };
      return [{ because, to: change.value.masterId, command: { type: 'add-linked', ...linked } }];
    }
    case 'unlinked':
      return [{ because, to: change.value.masterId, command: { type: 'remove-linked', id: then.id } }];
    case 'linkedCaseAdded':
      // It came too late to be resolved together with the others.
      return afterResolve.some((state) => state === word(then.state)) ? resolveLinked(news, [change.value.id]) : [];
    case 'resolved':
      // Reopened meanwhile: what is still linked goes on with it.
      return news.now?.cycle === then.cycle ? resolveLinked(news, linkedIds(news)) : [];
    case 'replySent':
      return toLinked(news, linkedIds(news), { type: 'reply', text: change.value.text }, { resolvedToo: true });
    case 'complainantAnswered': {
      // Nobody works on a linked case: who handles its master hears of it.
      const { id, number, masterId } = then;
      return news.said
        ? [{ because, to: masterId, command: { type: 'hear-linked', id, number, text: news.said } }]
        : [];
    }
    case 'declined':
      return toLinked(news, linkedIds(news), { type: 'unlink', reason: 'master_declined' });
    case 'withdrawn':
      return [...toLinked(news, linkedIds(news), { type: 'unlink', reason: 'master_withdrawn' }), ...leave(news)];
    case 'reopened':
      return leave(news);
    default:
      return [];
  }
}

const afterResolve: readonly Case['state'][] = ['resolved', 'revisiting'];

const linkedIds = ({ now }: News): string[] => now?.linkedCases.map(({ id }) => id) ?? [];

function toLinked(
  { because }: News,
  ids: readonly string[],
  command: Order['command'],
  { resolvedToo = false }: { resolvedToo?: boolean } = {},
): Order[] {
  const provided = (c: Case) =>
    isLinkedTo(c, because.caseId) ||
    (resolvedToo && c.linkedTo?.masterId === because.caseId && afterResolve.includes(c.state));
  return ids.map((to) => ({ because, to, command, provided }));
}

function resolveLinked(news: News, ids: readonly string[]): Order[] {
  const { rootCause, answer, unitId, handlerId, category } = news.then;
  const cause = word(rootCause);
  if (!cause) return [];
  const [severity, urgency, priority] = [word(news.then.severity), word(news.then.urgency), word(news.then.priority)];
  return toLinked(news, ids, {
    type: 'resolve-linked',
    rootCause: cause,
    answer,
    unitId,
    handlerId: handlerId || undefined,
    ...(severity && urgency && priority && category ? { grade: { category, severity, urgency, priority } } : {}),
  });
}

/** A case that goes on or ends by itself is no longer its master's. */
function leave({ because, then, now }: News): Order[] {
  const master = now?.linkedTo?.masterId;
  return master ? [{ because, to: master, command: { type: 'remove-linked', id: then.id } }] : [];
}

/** The master has become linked or closed, or has enough: the case is nobody's again. */
function undo({ to: master, command, because }: Order): Order[] {
  if (command.type !== 'add-linked') return [];
  const provided = (c: Case) => isLinkedTo(c, master);
  return [{ because, to: command.id, command: { type: 'unlink', reason: 'master_gone' }, provided }];
}
