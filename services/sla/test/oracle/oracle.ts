import { countedPauses, dueOf, minutesBetween, type Allowance, type Deadline, type Due, type Pause } from './deadline';
import { known2026, known2027, minuteOf, textOf, type Minute, type WrittenOut } from './minutes';
import { allowedBy, firstPolicy, type Graded, type OraclePolicy } from './policy';

const STEPS = [50, 75, 90, 100, 150, 200];

interface OracleClock {
  name: string;
  cycle: number;
  start: Minute;
  policy: OraclePolicy;
  calendar: WrittenOut;
  deadline: Deadline;
  /** The deadline without extensions, once there is one. */
  first?: Deadline;
  number: number;
  steps: { step: number; number: number; fired: boolean; at: Minute }[];
  breached: boolean;
  ended?: { at: Minute; how: 'stopped' | 'cancelled' };
}

/**
 * The clocks of one case by the rules alone, minute by minute: slow and plain, sharing nothing with the service.
 * `changes` are the policies that a story may put in force.
 */
export function createOracle(received: string, changes: Record<string, Partial<OraclePolicy>>) {
  const receivedAt = minuteOf(received);
  const clocks: OracleClock[] = [];
  const pauses = new Map<number, Pause[]>([[1, []]]);
  const relieved = new Set<number>();
  const linked: Allowance[] = [];
  /** Granted dates of the present cycle. */
  let granted: Minute[] = [];
  let cycle = 1;
  let isComplaint = true;
  let graded: Graded = { priority: '', category: 'facility.lift', unit: 'engineering' };
  let policy = firstPolicy;
  let calendar = known2026;
  let now = receivedAt;

  const clockOf = (name: string): OracleClock | undefined => clocks.find((c) => c.name === name && c.cycle === cycle);
  const running = (): OracleClock[] => clocks.filter(({ ended }) => !ended);
  const measureOf = (c: OracleClock) => ({ ...c, clock: c.name, pauses: pauses.get(c.cycle) ?? [] });
  /** Its pauses as they are at a moment, an open one ended by it. */
  const pausesAt = (c: OracleClock, at: Minute): Pause[] =>
    countedPauses(measureOf(c)).map((pause) => ({ ...pause, to: Math.max(pause.from, Math.min(pause.to, at)) }));
  /** One that was inherited from a case that is late already is due at once. */
  const dueAt = (c: OracleClock, at = now, deadline = c.deadline): Due => {
    const due = dueOf(measureOf(c), deadline, pausesAt(c, at));
    return { ...due, at: Math.max(due.at, c.start) };
  };

  /** The steps of the present number that are passed and not recorded yet; `before`: passed before this very minute. */
  const passed = (c: OracleClock, { before = false } = {}): number[] => {
    const due = dueAt(c);
    const used = (at: Minute): number => minutesBetween(measureOf(c), pausesAt(c, now), c.start, at, due.working);
    const total = used(due.at);
    const reached = (step: number): boolean => {
      if (step === 100) return before ? due.at < now : due.at <= now;
      const needed = (total * step) / 100;
      return before ? used(now) > needed || used(now - 1) >= needed : used(now) >= needed;
    };
    const known = c.steps.filter(({ number }) => number === c.number).map(({ step }) => step);
    return STEPS.filter((step) => !known.includes(step) && (total <= 0 || reached(step)));
  };
  const record = (c: OracleClock, step: number, fired: boolean): void => {
    c.steps.push({ step, number: c.number, fired, at: now });
    c.breached ||= step >= 100;
  };
  const miss = (c: OracleClock, how?: { before: boolean }): void =>
    passed(c, how).forEach((step) => record(c, step, false));

  const begin = (name: string, start: Minute, by = policy): void => {
    if (!allowedBy(by, name, graded)) return;
    const former = clockOf(name);
    if (former) clocks.splice(clocks.indexOf(former), 1);
    const half = name === 'resolve' && cycle > 1;
    let deadline: Deadline = { kind: 'allowance', start, graded, half, capFrom: start };
    const inherits = cycle === 1 && (name === 'resolve' || name === 'first_contact');
    for (const of of inherits ? linked : []) deadline = { kind: 'linked', at: start, old: deadline, of };
    const { number = 0, steps = [] } = former ?? {};
    const c = { name, cycle, start, policy: by, calendar, deadline, number: number + 1, steps, breached: false };
    clocks.push(c);
    miss(c);
  };
  const end = (c: OracleClock | undefined, how: 'stopped' | 'cancelled' = 'stopped'): void => {
    if (!c || c.ended) return;
    miss(c, { before: true });
    c.ended = { at: now, how };
  };
  const cancelAll = (): void => {
    endPause();
    for (const c of running()) end(c, 'cancelled');
  };
  /** Lets something act on a clock; where its deadline moves by that, it is the next one. */
  const act = (c: OracleClock, change: Partial<OracleClock>, numbers = 1): void => {
    if (dueAt(c).at === dueAt({ ...c, ...change }).at) return void Object.assign(c, change);
    miss(c, { before: true });
    Object.assign(c, change, { number: c.number + numbers });
    miss(c);
  };
  /** The same on the deadline with extensions and on that without. */
  const actOnBoth = (c: OracleClock, change: (old: Deadline) => Deadline): void =>
    act(c, { deadline: change(c.deadline), ...(c.first ? { first: change(c.first) } : {}) });

  const endPause = (): void => {
    for (const pause of pauses.get(cycle) ?? []) pause.to = Math.min(pause.to, now);
  };
  const pause = (kind: Pause['kind']): void => {
    endPause();
    pauses.get(cycle)?.push({ kind, from: now, to: Infinity });
  };
  const dispatched = (): void => {
    endPause();
    end(clockOf('sign'), 'cancelled');
    begin('sign', now);
  };
  const regrade = (to: Graded): void => {
    const from = graded;
    graded = to;
    for (const c of running().filter(({ name }) => name !== 'revisit')) {
      const half = c.name === 'resolve' && c.cycle > 1;
      const allowance: Allowance = { kind: 'allowance', start: c.start, graded: to, half, capFrom: c.start };
      if (!allowedBy(c.policy, c.name, to)) end(c, 'cancelled');
      else actOnBoth(c, (old) => ({ kind: 'regraded', at: now, old, from, to: allowance }));
    }
    const [resolve, relief] = [clockOf('resolve'), clockOf('relief')];
    if (!resolve || resolve.ended || (relief && relief.ended?.how !== 'cancelled')) return;
    begin('relief', now, resolve.policy);
    if (relieved.has(cycle)) end(clockOf('relief'));
  };

  const extend = (date: Minute | undefined, numbers: number): void => {
    const c = clockOf('resolve');
    if (!c || c.ended || date === undefined) return;
    const deadline = { kind: 'extended', at: now, old: c.deadline, date } as const;
    act(c, { deadline, first: c.first ?? c.deadline }, numbers);
  };

  const acts: Record<string, (args: string[]) => void> = {
    kind: ([kind]) => void (isComplaint = kind === 'complaint' || kind === 'repair'),
    dispatch: ([priority = '', category = graded.category]) => {
      graded = { priority: isComplaint ? priority : 'p4', category, unit: 'engineering' };
      dispatched();
      for (const name of ['first_contact', 'relief', 'resolve']) {
        const c = clockOf(name);
        if (!c || c.ended?.how === 'cancelled') begin(name, receivedAt);
        // Begun anew after an unlink: what was granted to the case stays granted.
        if (name === 'resolve' && c?.ended?.how === 'cancelled') extend(granted.at(-1), granted.length);
      }
    },
    redispatch: ([unit = 'engineering']) => {
      graded = { ...graded, unit };
      dispatched();
    },
    refuse: ([state]) => (state === 'dispatched' ? dispatched() : undefined),
    sign: () => end(clockOf('sign')),
    return: () => end(clockOf('sign')),
    contact: () => end(clockOf('first_contact')),
    relieve: () => {
      relieved.add(cycle);
      end(clockOf('relief'));
    },
    wait: () => pause('wait'),
    suspend: () => pause('suspend'),
    resume: endPause,
    resolve: () => {
      endPause();
      for (const name of ['relief', 'resolve']) end(clockOf(name));
      begin('revisit', now);
    },
    asked: () => end(clockOf('revisit')),
    close: () => {
      end(clockOf('revisit'));
      cancelAll();
    },
    reopen: () => {
      end(clockOf('revisit'));
      cancelAll();
      cycle += 1;
      granted = [];
      pauses.set(cycle, []);
      begin('sign', now);
      begin('resolve', now);
    },
    withdraw: cancelAll,
    decline: cancelAll,
    link: cancelAll,
    regrade: ([priority = '']) => regrade({ ...graded, priority }),
    recategorise: ([category = '']) => regrade({ ...graded, category }),
    extend: (date) => {
      granted.push(minuteOf(date.join(' ')));
      extend(granted.at(-1), 1);
    },
    'add-linked': ([priority = '', ...when]) => {
      const start = minuteOf(when.join(' '));
      const of: Allowance = { kind: 'allowance', start, graded: { ...graded, priority }, half: false, capFrom: start };
      linked.push(of);
      for (const name of cycle === 1 ? ['first_contact', 'resolve'] : []) {
        const c = clockOf(name);
        if (c && !c.ended) actOnBoth(c, (old) => ({ kind: 'linked', at: now, old, of }));
      }
    },
    put: ([name = '']) => {
      policy = { ...policy, ...changes[name], rules: [...policy.rules, ...(changes[name]?.rules ?? [])] };
    },
    apply: () => running().forEach((c) => act(c, { policy, calendar })),
    grow: () => {
      calendar = known2027;
      for (const c of running()) if (isProvisional(c, dueAt(c))) c.calendar = calendar;
    },
    tick: () => {
      for (const c of running()) {
        const steps = passed(c);
        for (const step of steps) record(c, step, step === steps.at(-1));
      }
    },
    ...Object.fromEntries(['start', 'note', 'unlink', 'add-person', 'revisit'].map((word) => [word, () => undefined])),
  };

  const isProvisional = (c: OracleClock, { at, onCalendar }: Due): boolean => onCalendar && at > c.calendar.knownUntil;

  const shown = (c: OracleClock): string => {
    const { ended, first, number, breached } = c;
    const at = ended?.at ?? now;
    const standsStill = !ended && countedPauses(measureOf(c)).some(({ from, to }) => from <= now && now < to);
    const due = dueAt(c, at);
    const late = ended?.how === 'stopped' && at > due.at ? ' late' : '';
    const status = ended ? `${ended.how} ${textOf(at)}${late}` : standsStill ? 'paused' : 'running';
    /** While it stands still there is no deadline, but one that was reached before. */
    const shownDue = (what: string, { at: moment }: Due, more: string): string =>
      standsStill && moment > now ? '' : `${what} ${textOf(moment)}${more}`;
    return [
      status,
      shownDue('due', due, isProvisional(c, due) ? ' provisionally' : ''),
      first ? shownDue('first due', dueAt(c, at, first), '') : '',
      `#${number}`,
      breached ? 'breached' : '',
    ]
      .filter(Boolean)
      .join(', ');
  };

  return {
    /** Tells it a line of a story, like `03-02 09:00 dispatch p3`. What was missed happened all the same. */
    tell(line: string): void {
      const [, when = '', told = ''] = /^((?:\d{4}-)?\d\d-\d\d \d\d:\d\d) (?:miss )?(.*)$/.exec(line) ?? [];
      const [word = '', ...args] = told.split(' ');
      now = minuteOf(when);
      acts[word]!(args);
    },
    /** What a clock looks like, asked for as the stories do: `resolve`, `resolve steps`, `resolve of cycle 1`. */
    answer(asked: string): string {
      const [, name, ofCycle] = /^(\w+)(?: of cycle (\d+))?/.exec(asked) ?? [];
      const c = clocks.findLast((one) => one.name === name && (!ofCycle || one.cycle === Number(ofCycle)));
      if (!asked.endsWith(' steps')) return c ? shown(c) : 'none';
      return (c?.steps ?? [])
        .map(({ step, number, fired, at }) => {
          const of = number === 1 ? '' : ` of #${number}`;
          return `${fired ? 'fired' : 'missed'} ${step}${of} at ${textOf(at)}`;
        })
        .join(', ');
    },
  };
}
