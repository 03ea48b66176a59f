import {
  allowedCommands,
  type Case,
  type CommandName,
  dueActs,
  mostEntries,
  mostLinkedCases,
} from '../../../src/domain';
import { snapshotOf } from '../../../src/application/case-snapshot';
import { workingTime } from '../park';
import { change, each, has, implies, type Rules, sameTime, type Seen } from './rule';

const hourMs = 3_600_000;
const workingDays = (from: Date, days: number): Date => workingTime.add(from, days * workingTime.dayMs);
const workingHours = (from: Date, hours: number): Date => workingTime.add(from, hours * hourMs);
const resting = ['registered', 'linked', 'closed'];
const finished = ['resolved', 'revisiting', 'closed'];

const pendingExtensions = (c: Case) =>
  c.extensions.filter(({ decided, lapsedAt, cycle }) => !decided && !lapsedAt && cycle === c.cycle);
const pendingSuspensions = (c: Case) => c.suspensions.filter(({ decided, cycle }) => !decided && cycle === c.cycle);
const pendingSolutions = (c: Case) =>
  c.solutions.filter(({ decided, decideBy, cycle }) => decideBy && !decided && cycle === c.cycle);
const pendingReturns = (c: Case) => c.returns.filter(({ decided }) => !decided);
const openSupervisions = (c: Case) => c.supervisions.filter(({ liftedAt }) => !liftedAt);

/** What may still be said of a case that is over: notes and replies, what was promised, and what is learned from it. */
const afterTheEnd: readonly CommandName[] = [
  ...(['add-note', 'reply', 'reopen', 'decide-remedy', 'give-opinion', 'lift-supervision'] as const),
  ...(['plan-improvement', 'complete-improvement', 'check-effect', 'remove-linked'] as const),
];

/** Whoever it is, he finds nothing on a closed case that waits for him. */
function nothingWaits({ after: c, world, at }: Seen): boolean {
  if (c.state !== 'closed') return true;
  const { extensionRequested, arbitration, handoverTo, supervised, taskUnitIds, reviewAt } = snapshotOf(c, 1);
  const told = extensionRequested || arbitration || handoverTo || supervised || reviewAt || taskUnitIds.length > 0;
  const roles = ['handler', 'team-lead', 'park-manager', 'region-manager', 'agent', 'hq-officer'] as const;
  const people = roles.map((role) => ({
    ...{ kind: 'person' as const, id: c.handlerId ?? 'staff.wang', role, unitId: c.unitId },
    ...{ onDispatchDesk: role === 'agent', expertIn: ['legal'] },
  }));
  const asked = people.flatMap((one) => allowedCommands(c, one, at));
  return !told && asked.every((name) => afterTheEnd.includes(name)) && world.now() >= at;
}

const noAct = (c: Case, { world }: Seen) =>
  dueActs(c, new Date(Date.UTC(2100, 0)), world.directory(), workingTime).length === 0 && c.timerAt === undefined;

const lists = [
  ...(['extensions', 'suspensions', 'supervisions', 'tasks', 'consultations', 'solutions', 'remedies'] as const),
  ...(['improvements', 'ticks', 'accusedIds', 'pauses', 'suspended', 'dispatchReasons', 'watcherIds'] as const),
] as const;

const severities = ['general', 'significant', 'major'];
/** How grave the incident is: the case itself, and those that are settled by its solution. */
function gravest({ after: c, world }: Seen): number {
  const linked = [...world.shelf.cases.values()].map(({ state }) => state).filter(isLinkedHere);
  function isLinkedHere(one: Case): boolean {
    return one.state === 'linked' && c.linkedCases.some(({ id }) => id === one.id) && one.linkedTo?.masterId === c.id;
  }
  return Math.max(...[c, ...linked].map(({ severity = 'general' }) => severities.indexOf(severity)));
}

/** Requests, approvals, pauses, supervision, and how much of all that may be on a case. */
export const thingRules: Rules = {
  'At most one of each kind waits for an answer.': ({ after: c }) =>
    [pendingExtensions, pendingSuspensions, pendingSolutions, openSupervisions].every((of) => of(c).length <= 1),
  'A return waits for an answer exactly while the case is in return_requested.': ({ after: c }) =>
    implies(c.state !== 'closed', () => pendingReturns(c).length === (c.state === 'return_requested' ? 1 : 0)),
  'On a closed case nothing waits for anybody.': nothingWaits,
  'On a case that is over no task is open.': ({ after: c }) =>
    implies(finished.includes(c.state), () => c.tasks.every(({ doneAt, cancelledAt }) => doneAt ?? cancelledAt)),
  'On a closed or linked case no time limit runs.': (seen) =>
    implies(seen.after.state === 'closed' || seen.after.state === 'linked', () => noAct(seen.after, seen)),
  'The timer is set for what would happen first.': ({ after: c, world }) =>
    implies(
      c.timerAt,
      () =>
        dueActs(c, c.timerAt!, world.directory(), workingTime).length > 0 &&
        dueActs(c, new Date(+c.timerAt! - 1), world.directory(), workingTime).length === 0,
    ),
  'After the timer has acted, nothing more is due.': ({ after: c, byTimer, at }) =>
    implies(byTimer, () => !c.timerAt || c.timerAt > at),

  'One return a unit; the second goes to headquarters.': ({ after: { returns } }) =>
    returns.length <= 2 &&
    new Set(returns.map(({ fromUnitId }) => fromUnitId)).size === returns.length &&
    returns.slice(1).every(({ arbitration }) => arbitration),
  'A return is asked within one working day of the dispatch, not after headquarters has decided one.': each(
    'ReturnRequested',
    ({ request }, { before, at }) =>
      at <= workingDays(before.dispatchedAt!, 1) &&
      !before.returns.some(({ arbitration, decided }) => arbitration && decided) &&
      !!request.reason &&
      request.proposedUnitId !== before.unitId,
  ),
  'The second return, and one undecided after four working hours, is for headquarters.': ({
    before,
    events,
    actor,
    at,
  }) =>
    implies(
      before && events.some(({ type }) => type === 'ReturnAccepted' || type === 'ReturnRefused'),
      () =>
        (actor.kind === 'person' && ['hq-officer', 'hq-admin'].includes(actor.role)) ||
        (before?.returns.length === 1 && at < workingHours(before.returns[0]!.at, 4)),
    ),
  'An accepted return goes to another unit.': each(
    'ReturnAccepted',
    ({ unitId }, { before }) => unitId !== before.unitId,
  ),

  'An extension is asked before the deadline, for a later one, with a reason.': each(
    'ExtensionRequested',
    ({ extension }, { before, world, at }) => {
      const dueAt = world.resolveDueAt(before);
      return !!dueAt && at <= dueAt && extension.until > dueAt && extension.reason !== '';
    },
  ),
  'A decision on an extension comes before the deadline.': each(
    'ExtensionGranted',
    ({ until }, { before, world, at }) => {
      const dueAt = world.resolveDueAt(before);
      return !!dueAt && at <= dueAt && until > dueAt;
    },
  ),
  'An extension lapses when the deadline passes for which it was asked, not by one that had passed before.': each(
    'ExtensionLapsed',
    ({ extensionId }, { before, command }) => {
      const asked = before.extensions.find(({ id }) => id === extensionId)!;
      return (
        command?.type === 'escalate' && command.clock === 'resolve' && !!command.dueAt && command.dueAt >= asked.at
      );
    },
  ),

  'A pause lasts exactly while the case waits, a suspension exactly while it is suspended.': ({ after: c }) =>
    c.pauses.filter(({ to }) => !to).length === (c.state === 'waiting_complainant' ? 1 : 0) &&
    c.suspended.filter(({ to }) => !to).length === (c.state === 'suspended' ? 1 : 0) &&
    [...c.pauses, ...c.suspended].every(({ from, to }) => !to || from <= to),
  'A suspended case has one suspension in force, with reason, approver and a review date to come.': ({
    after: c,
    at,
  }) => {
    const inForce = c.suspensions.filter(({ decided, endedAt }) => decided?.granted && !endedAt);
    if (c.state !== 'suspended') return inForce.length === 0;
    const [one] = inForce;
    return (
      inForce.length === 1 &&
      !!one!.reason &&
      !!one!.decided!.by &&
      (!c.timerAt || c.timerAt <= one!.reviewAt) &&
      one!.at <= at
    );
  },
  'A suspended case comes back by itself on its review date.': (seen) =>
    implies(
      seen.byTimer && seen.before?.state === 'suspended' && reviewOf(seen.before)! <= seen.at,
      () => seen.after.state === 'in_progress',
    ),

  'A complex case was visited in this cycle before it is resolved, and a major one had its solution approved.': (
    seen,
  ) => {
    if (seen.command?.type !== 'resolve') return true;
    const { after: c, before, at } = seen;
    const approved = c.solutions.some((one) => one.cycle === c.cycle && one.decideBy && one.decided?.granted);
    const visited = c.visitedAt && c.visitedAt >= c.cycleStartedAt && c.visitedAt <= at;
    const grave = gravest({ ...seen, after: before! });
    return implies(grave > 0, () => visited) && implies(grave > 1, () => approved);
  },
  'No case is resolved while another unit has a task on it.': (seen) =>
    implies(seen.command?.type === 'resolve', () =>
      seen.after.tasks.every(({ doneAt, cancelledAt }) => doneAt ?? cancelledAt),
    ),
  'What costs something is decided by somebody else, an apology costs nothing.': ({ after: { remedies } }) =>
    remedies.every(
      ({ kind, amount, decideBy, decided, by, currency }) =>
        Number.isInteger(amount) &&
        amount >= 0 &&
        amount <= 1_000_000_000 &&
        /^[A-Z]{3}$/.test(currency) &&
        implies(kind === 'apology', () => amount === 0) &&
        implies(kind === 'compensation' || kind === 'fee_reduction', () => amount > 0) &&
        implies(amount > 0, () => decideBy) &&
        implies(decided, () => decideBy && decided?.by !== by),
    ),
  'Who is told that an approval is overdue may decide it.': each('ApprovalOverdue', ({ what, deputyIds, id }, seen) => {
    const { after: c, world, at } = seen;
    const asked = [...c.suspensions, ...c.solutions, ...c.remedies].find((one) => one.id === id)!;
    return deputyIds.every((deputy) => {
      const one = world.directory().member(deputy)!;
      const actor = { kind: 'person' as const, id: deputy, role: one.role, unitId: one.unitId, onDispatchDesk: false };
      return asked.by === deputy || allowedCommands(c, actor, at).includes(`decide-${what}`);
    });
  }),

  'A supervision begins with an urge notice; the written criticism follows after five working days.': ({
    after: c,
    at,
  }) =>
    c.supervisions.every(
      (one) =>
        implies(!one.criticisedAt, () => sameTime(one.criticiseAt, workingDays(one.at, 5))) &&
        implies(one.criticisedAt, () => one.criticisedAt! >= one.at) &&
        one.at <= at,
    ),
  'Casework criticises no sooner than five working days after the urge notice.': each(
    'CriticismGiven',
    ({ supervisionId }, { before, actor, at }) =>
      actor.kind === 'person' || at >= workingDays(before.supervisions.find(({ id }) => id === supervisionId)!.at, 5),
  ),
  'A matter of safety, and the second dissatisfied revisit, bring a case under supervision.': (seen) =>
    implies(
      seen.after.supervisions.length < mostEntries &&
        (seen.events.some((event) => event.type === 'ImpactAssessed' && event.impact.safety === 'high') ||
          (has(seen, 'CaseReopened') && seen.after.cycle >= 3)),
      () => openSupervisions(seen.after).length === 1,
    ),

  'No list on a case grows beyond its bound.': ({ after: c }) =>
    lists.every((list) => c[list].length <= mostEntries) &&
    c.linkedCases.length <= mostLinkedCases &&
    c.supervisions.every(({ answers }) => answers.length <= mostEntries),
  'What is on a case has an id of its own and stays on it.': change((before, after) =>
    [...lists.slice(0, 8), 'returns' as const].every((list) => {
      const ids = (c: Case) => (c[list as 'tasks'] ?? []).map(({ id }) => id);
      return (
        new Set(ids(after)).size === ids(after).length && ids(before).every((id, index) => ids(after)[index] === id)
      );
    }),
  ),
  'What was decided stays decided.': change((before, after) =>
    (['returns', 'extensions', 'suspensions', 'solutions', 'remedies'] as const).every((list) =>
      before[list].every(({ decided }, index) =>
        implies(decided, () => JSON.stringify(after[list][index]!.decided) === JSON.stringify(decided)),
      ),
    ),
  ),
  'Where nobody works on a case nothing begins on it.': change((before, after) =>
    implies(resting.includes(before.state) && before.state === after.state, () =>
      (['returns', 'extensions', 'suspensions', 'solutions', 'remedies', 'tasks'] as const).every(
        (list) => before[list].length === after[list].length,
      ),
    ),
  ),
  'A handover waits only while somebody works on the case.': ({ after: c }) =>
    implies(c.handover, () => !['dispatched', 'return_requested', ...resting, ...finished].includes(c.state)),
};

const reviewOf = (c: Case) => c.suspensions.find(({ decided, endedAt }) => decided?.granted && !endedAt)?.reviewAt;
