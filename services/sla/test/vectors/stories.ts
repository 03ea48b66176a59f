import { applyRules, growCalendar } from '../../src/domain/apply-rules';
import type { Clock } from '../../src/domain/clock';
import type { ClockSet } from '../../src/domain/clock-set';
import type { Policy } from '../../src/domain/policy';
import { begin, type Told } from '../story';
import { openPark, readVectors, type Park } from './park';

/** A story as the file has it. */
export interface Story {
  shows: string;
  received: string;
  story: string[];
  gives: Record<string, string>;
}

interface Vectors {
  /** Changes of the policy, by the word that puts them in force; their rules come after those there are. */
  policies: Record<string, Partial<Policy>>;
  stories: { about: string; stories: Story[] }[];
}

export const { policies, stories } = readVectors('clocks.json') as Vectors;
const SHANGHAI_MS = 8 * 3_600_000;

/** `03-02 09:00` in Shanghai, of 2026 unless it names another year. */
function timeOf(text: string): Date {
  const whole = /^\d\d-\d\d /.test(text) ? `2026-${text}` : text;
  const ms = Date.parse(`${whole.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(ms)) throw new Error(`${text} is no time of a story`);
  return new Date(ms - SHANGHAI_MS);
}

function timeText(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_MS).toISOString();
  const text = `${local.slice(0, 10)} ${local.slice(11, local.slice(17, 23) === '00.000' ? 16 : 23)}`;
  return text.startsWith('2026-') ? text.slice(5) : text;
}

/** A clock in one line: `running, due 03-03 12:00, #1`. */
function clockText(clock: Clock | undefined): string {
  if (!clock) return 'none';
  const { status, stoppedAt, dueAt, firstDueAt, deadlineNumber, breached, provisional } = clock;
  const late = status === 'stopped' && dueAt && stoppedAt! > dueAt ? ' late' : '';
  return [
    `${status}${stoppedAt ? ` ${timeText(stoppedAt)}` : ''}${late}`,
    dueAt ? `due ${timeText(dueAt)}${provisional ? ' provisionally' : ''}` : '',
    firstDueAt ? `first due ${timeText(firstDueAt)}` : '',
    `#${deadlineNumber}`,
    breached ? 'breached' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The steps of a clock in one line: `fired 50 at 03-02 16:00`; with the deadline number where it isn't the first. */
function stepsText(clock: Clock | undefined): string {
  return (clock?.steps ?? [])
    .map(({ step, deadlineNumber, fired, at }) => {
      const number = deadlineNumber === 1 ? '' : ` of #${deadlineNumber}`;
      return `${fired ? 'fired' : 'missed'} ${step}${number} at ${timeText(at)}`;
    })
    .join(', ');
}

/** `resolve`, `resolve steps` or `resolve of cycle 1`; without a cycle that of the latest one. */
export function answer(told: Told, asked: string): string {
  const [, name, cycle] = /^(\w+)(?: of cycle (\d+))?/.exec(asked) ?? [];
  const clocks = (told.set?.clocks ?? []).filter((clock) => clock.name === name);
  const found = cycle
    ? clocks.find((clock) => clock.cycle === Number(cycle))
    : [...clocks].sort((a, b) => b.cycle - a.cycle)[0];
  return asked.endsWith(' steps') ? stepsText(found) : clockText(found);
}

/** What headquarters and the directory do; everything else happens to the case. */
function actOfOthers(park: Park, set: ClockSet | undefined, word: string, arg: string, at: Date) {
  switch (word) {
    case 'put': {
      const change = policies[arg];
      if (!change) throw new Error(`There is no policy ${arg}`);
      park.put(change);
      return [];
    }
    case 'apply':
      return set ? applied(park, set, at) : [];
    case 'grow':
      park.grow();
      return set ? growCalendar(set, (clock) => park.book.grown(set, clock), at, park.book).events : [];
    default:
      return undefined;
  }
}

function applied({ book }: Park, set: ClockSet, at: Date) {
  const { policyVersion } = book.inForce(set);
  const rulesFor = (clock: Clock) => book.applied(set, clock, policyVersion);
  return applyRules(set, { applicationId: `at ${timeText(at)}`, rulesFor }, at, book).events;
}

/** Tells a story to the clocks of the service. */
export function tellStory({ received, story }: Story): Told {
  const park = openPark();
  const receivedAt = timeOf(received);
  const at0 = { receivedAt, stateSince: receivedAt, cycleStartedAt: receivedAt, occurredAt: receivedAt };
  const { told, act, fold } = begin(at0, () => park.book);
  for (const line of story) {
    const [, when = '', word = '', rest = ''] = /^((?:\d{4}-)?\d\d-\d\d \d\d:\d\d) (\S+) ?(.*)$/.exec(line) ?? [];
    const at = timeOf(when);
    const events = actOfOthers(park, told.set, word, rest, at);
    if (events) fold(events);
    else act(word, at, argsOf(rest), timeOf);
  }
  return told;
}

/** Splits arguments; a date and its time are one. */
function argsOf(text: string): string[] {
  return text.match(/(?:\d{4}-)?\d\d-\d\d \d\d:\d\d|\S+/g) ?? [];
}

/** Every answer that a story gives. */
export const rows = stories.flatMap(({ about, stories: list }) =>
  list.flatMap((story) => Object.entries(story.gives).map(([asked, given]) => ({ about, story, asked, given }))),
);
