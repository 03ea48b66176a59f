import fc from 'fast-check';
import { isLive, pausedMs, type Clock } from '../src/domain/clock';
import { workedOut } from '../src/domain/deadline';
import { followCase } from '../src/domain/follow-case';
import { LADDER } from '../src/domain/ladder';
import type { RuleBook } from '../src/domain/rules';
import { book as aroundTheClock, clockText, tell, time, type Told } from './story';
import { openPark } from './vectors/park';

/** Which words may follow which, so that stories are ones that casework would tell. */
const next: Record<string, readonly string[]> = {
  dispatched: ['sign', 'redispatch', 'note', 'regrade', 'add-person', 'return', 'withdraw', 'decline', 'add-linked'],
  return_requested: ['redispatch', 'refuse', 'note', 'withdraw'],
  signed: ['contact', 'start', 'note', 'regrade', 'redispatch', 'withdraw', 'extend', 'return'],
  in_progress: ['wait', 'suspend', 'resolve', 'note', 'contact', 'regrade', 'redispatch', 'extend', 'relieve', 'wait'],
  waiting_complainant: ['resume', 'note', 'regrade', 'redispatch', 'suspend', 'extend', 'resume', 'withdraw'],
  suspended: ['resume', 'note', 'regrade', 'resume', 'redispatch', 'add-linked'],
  resolved: ['revisit', 'close', 'reopen', 'note'],
  revisiting: ['close', 'reopen', 'note'],
  closed: ['note'],
};
const after: Record<string, string> = {
  ...{ dispatch: 'dispatched', redispatch: 'dispatched', sign: 'signed', contact: 'in_progress', start: 'in_progress' },
  ...{ wait: 'waiting_complainant', resume: 'in_progress', return: 'return_requested', resolve: 'resolved' },
  ...{ revisit: 'revisiting', close: 'closed', withdraw: 'closed', decline: 'closed', reopen: 'dispatched' },
  ...{ suspend: 'suspended', refuse: 'dispatched' },
};

const choices = fc.array(
  fc.record({
    pick: fc.nat(100),
    gapMinutes: fc.integer({ min: 1, max: 3_000 }),
    grade: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 14 },
);
type Choices = { pick: number; gapMinutes: number; grade: number }[];

function storyOf(picked: Choices, leaveOut: readonly string[]): string {
  let state = 'dispatched';
  let minute = 1;
  const words = [`dispatch p${picked[0]?.grade ?? 3} 1m`];
  for (const { pick, gapMinutes, grade } of picked) {
    const possible = (next[state] ?? []).filter((word) => !leaveOut.includes(word));
    const word = possible[pick % possible.length] ?? 'note';
    minute += gapMinutes;
    const args: Record<string, string> = {
      regrade: ` p${grade}`,
      refuse: ' dispatched',
      extend: ` ${minute + gapMinutes * grade}m`,
      'add-linked': ` p${grade} ${Math.max(0, minute - gapMinutes)}m`,
    };
    words.push(`${word}${args[word] ?? ''} ${minute}m`);
    state = after[word] ?? state;
  }
  return words.join(', ');
}

const endOf = (story: string): string => /(\d+)m$/.exec(story)?.[1] ?? '0';
const clocksOf = ({ set }: Told): readonly Clock[] => set?.clocks ?? [];

const books: [name: string, book: RuleBook][] = [
  ['around the clock', aroundTheClock],
  ['on the calendar of a park', openPark().book],
];

describe.each(books)('whatever happens to a case, %s', (_name, book) => {
  const told = (story: string): Told => tell(story, {}, book);

  it('a note moves no clock', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: 1, max: 100_000 }), (picked, gap) => {
        const story = storyOf(picked, []);
        const before = told(story);
        const noted = told(`${story}, note ${Number(endOf(story)) + gap}m`);
        expect(noted.events).toHaveLength(before.events.length);
        expect(clocksOf(noted)).toEqual(clocksOf(before));
      }),
    );
  });

  it('the same event again changes nothing', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { set, snapshots } = told(storyOf(picked, []));
        const { linkedAdded: _once, ...last } = snapshots.at(-1)!;
        expect(followCase(set, last, book).events).toEqual([]);
      }),
    );
  });

  it('pauses are no longer than what has passed, and waits no longer than the pause allowance', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const story = told(storyOf(picked, []));
        const now = story.snapshots.at(-1)!.occurredAt;
        for (const clock of clocksOf(story)) {
          const rules = book.kept(story.set!, clock);
          const { pauses, suspensions, unit } = clock;
          const paused = pausedMs(pauses, now, rules, unit);
          expect(paused).toBeGreaterThanOrEqual(0);
          expect(paused).toBeLessThanOrEqual(Math.max(0, now.getTime() - clock.startedAt.getTime()));
          const waited = pausedMs(pauses, now, rules, 'working') - pausedMs(suspensions, now, rules, 'working');
          if (clock.status !== 'paused') expect(waited).toBeLessThanOrEqual(rules.pauseAllowance.ms);
        }
      }),
    );
  });

  it('a clock worked out anew from its record is the one that the events made', () => {
    fc.assert(
      fc.property(choices, fc.boolean(), (picked, late) => {
        const story = storyOf(picked, []);
        const { set } = told(late ? `${story}, tick ${Number(endOf(story)) + 20_000}m` : story);
        for (const clock of set!.clocks.filter(isLive)) {
          expect(workedOut(clock, book.kept(set!, clock))).toEqual(clock);
        }
      }),
    );
  });

  it('the last event alone gives the same clocks of its cycle as all events did', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const leftOut = ['regrade', 'return', 'reopen', 'refuse', 'extend', 'add-linked'];
        const all = told(storyOf(picked, leftOut));
        const last = all.snapshots.at(-1)!;
        const alone = followCase(undefined, last, book).after;
        const text = (clocks: readonly Clock[]): string[] =>
          clocks.map((clock) => `${clock.name} ${clockText({ ...clock, breached: false })}`).sort();
        expect(text(alone.clocks)).toEqual(text(clocksOf(all)));
      }),
    );
  });

  it('a running clock is due after its start, and never before its deadline without extensions', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        for (const clock of clocksOf(told(storyOf(picked, []))).filter(({ status }) => status === 'running')) {
          expect(clock.dueAt!.getTime()).toBeGreaterThan(clock.startedAt.getTime());
          expect(clock.dueAt!.getTime()).toBeGreaterThanOrEqual((clock.firstDueAt ?? clock.dueAt!).getTime());
        }
      }),
    );
  });

  it('every step of every deadline is recorded at most once, and all steps reached by then after a tick', () => {
    fc.assert(
      fc.property(choices, fc.array(fc.nat(200), { maxLength: 6 }), (picked, ticks) => {
        const words = storyOf(picked, []).split(', ');
        for (const tick of ticks) {
          const place = 1 + (tick % words.length);
          words.splice(place, 0, `tick ${endOf(words[place - 1]!)}m`);
        }
        const ticked = told(`${words.join(', ')}, tick 300d`);
        for (const clock of clocksOf(ticked)) {
          const keys = clock.steps.map(({ step, deadlineNumber }) => `${deadlineNumber}/${step}`);
          expect(new Set(keys).size).toBe(keys.length);
          // A suspension has no end of its own.
          if (clock.status !== 'running' || clock.dueAt! > time('100d')) continue;
          const own = clock.steps.filter(({ deadlineNumber }) => deadlineNumber === clock.deadlineNumber);
          expect(own.map(({ step }) => step)).toEqual([...LADDER]);
        }
      }),
    );
  });

  it('a closed case has no clock that runs', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const story = told(storyOf(picked, []));
        if (story.snapshots.at(-1)!.state === 'closed') expect(clocksOf(story).filter(isLive)).toEqual([]);
      }),
    );
  });
});
