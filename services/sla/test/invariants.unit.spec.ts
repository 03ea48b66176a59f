import fc from 'fast-check';
import { isLive, pausedMs, type Clock } from '../src/domain/clock';
import { LADDER } from '../src/domain/ladder';
import { followCase } from '../src/domain/follow-case';
import { book, clockText, rules, tell, type Told } from './story';

/** Which words may follow which, so that stories are ones that casework would tell. */
const next: Record<string, readonly string[]> = {
  dispatched: ['sign', 'redispatch', 'note', 'regrade', 'add-person', 'return', 'withdraw', 'decline'],
  return_requested: ['redispatch', 'note', 'withdraw'],
  signed: ['contact', 'start', 'note', 'regrade', 'redispatch', 'withdraw'],
  in_progress: ['wait', 'resolve', 'note', 'contact', 'regrade', 'redispatch', 'wait', 'resolve'],
  waiting_complainant: ['resume', 'note', 'regrade', 'redispatch', 'resume', 'withdraw'],
  resolved: ['revisit', 'close', 'reopen', 'note'],
  revisiting: ['close', 'reopen', 'note'],
  closed: ['note'],
};
const after: Record<string, string> = {
  ...{ dispatch: 'dispatched', redispatch: 'dispatched', sign: 'signed', contact: 'in_progress', start: 'in_progress' },
  ...{ wait: 'waiting_complainant', resume: 'in_progress', return: 'return_requested', resolve: 'resolved' },
  ...{ revisit: 'revisiting', close: 'closed', withdraw: 'closed', decline: 'closed', reopen: 'dispatched' },
};

const choices = fc.array(
  fc.record({
    pick: fc.nat(100),
    gapMinutes: fc.integer({ min: 1, max: 3_000 }),
    grade: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 14 },
);

function storyOf(picked: { pick: number; gapMinutes: number; grade: number }[], leaveOut: readonly string[]): string {
  let state = 'dispatched';
  let minute = 1;
  const words = [`dispatch p${picked[0]?.grade ?? 3} 1m`];
  for (const { pick, gapMinutes, grade } of picked) {
    const possible = (next[state] ?? []).filter((word) => !leaveOut.includes(word));
    const word = possible[pick % possible.length] ?? 'note';
    minute += gapMinutes;
    words.push(word === 'regrade' ? `regrade p${grade} ${minute}m` : `${word} ${minute}m`);
    state = after[word] ?? state;
  }
  return words.join(', ');
}

const endOf = (story: string): string => /(\d+)m$/.exec(story)?.[1] ?? '0';
const clocksOf = ({ set }: Told): readonly Clock[] => set?.clocks ?? [];

describe('whatever happens to a case', () => {
  it('a note moves no clock', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: 1, max: 100_000 }), (picked, gap) => {
        const story = storyOf(picked, []);
        const before = tell(story);
        const noted = tell(`${story}, note ${Number(endOf(story)) + gap}m`);
        expect(noted.events).toHaveLength(before.events.length);
        expect(clocksOf(noted)).toEqual(clocksOf(before));
      }),
    );
  });

  it('the same event again changes nothing', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { set, snapshots } = tell(storyOf(picked, []));
        const last = snapshots.at(-1)!;
        expect(followCase(set, last, book).events).toEqual([]);
      }),
    );
  });

  it('pauses are no longer than what has passed, nor than the pause allowance', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const told = tell(storyOf(picked, []));
        const now = told.snapshots.at(-1)!.occurredAt;
        for (const clock of clocksOf(told)) {
          const paused = pausedMs(clock.pauses, now, rules, clock.unit);
          expect(paused).toBeGreaterThanOrEqual(0);
          expect(paused).toBeLessThanOrEqual(Math.max(0, now.getTime() - clock.startedAt.getTime()));
          if (clock.status !== 'paused') expect(paused).toBeLessThanOrEqual(rules.pauseAllowance.ms);
        }
      }),
    );
  });

  it('the last event alone gives the same clocks of its cycle as all events did', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const told = tell(storyOf(picked, ['regrade', 'return', 'reopen']));
        const last = told.snapshots.at(-1)!;
        const alone = followCase(undefined, last, book).after;
        const text = (clocks: readonly Clock[]): string[] =>
          clocks.map((clock) => `${clock.name} ${clockText({ ...clock, breached: false })}`).sort();
        expect(text(alone.clocks)).toEqual(text(clocksOf(told)));
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
        const told = tell(`${words.join(', ')}, tick 400d`);
        for (const clock of clocksOf(told)) {
          const keys = clock.steps.map(({ step, deadlineNumber }) => `${deadlineNumber}/${step}`);
          expect(new Set(keys).size).toBe(keys.length);
          if (isLive(clock)) {
            const own = clock.steps.filter(({ deadlineNumber }) => deadlineNumber === clock.deadlineNumber);
            expect(own.map(({ step }) => step)).toEqual([...LADDER]);
          }
        }
      }),
    );
  });

  it('a closed case has no clock that runs', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const told = tell(storyOf(picked, []));
        if (told.snapshots.at(-1)!.state === 'closed') expect(clocksOf(told).filter(isLive)).toEqual([]);
      }),
    );
  });
});
