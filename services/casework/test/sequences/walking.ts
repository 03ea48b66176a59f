import type { Coverage } from './coverage';
import { type Broken, createJudge } from './judge';
import { walker, noteCoverage } from './walk';
import { createWorld, type Step } from './world';

/** A walk on which a rule was broken. */
interface Failure extends Broken {
  seed: number;
  steps: Step[];
}

/** Views are costly: every so many steps, and at the end of each walk. */
const lookEvery = 16;

/** Walks so many steps and looks at every one of them. Where each refusal was thrown tells nobody anything. */
async function walk(
  seed: number,
  { length, coverage }: { length: number; coverage: Coverage },
): Promise<Failure | undefined> {
  const world = createWorld();
  const judge = createJudge(world);
  const going = walker(world, seed, coverage);
  const steps: Step[] = [];
  while (steps.length < length) {
    const step = going.next();
    steps.push(step);
    const happened = await world.perform(step);
    noteCoverage(happened, coverage);
    const broken = await judge.broken(happened, steps.length % lookEvery === 0);
    if (broken) return { seed, steps, ...broken };
  }
  const broken = await judge.brokenAtRest();
  return broken && { seed, steps, ...broken };
}

/** The same steps once more; a rule that is broken on the way. */
async function again(steps: readonly Step[]): Promise<Broken | undefined> {
  const world = createWorld();
  const judge = createJudge(world);
  for (const step of steps) {
    const happened = await world.perform(step);
    const broken = await judge.broken(happened, true);
    if (broken) return broken;
  }
  return judge.brokenAtRest();
}

/** The failure without the steps that it does not need: halves are left out first, then ever smaller pieces. */
async function shortened(failure: Failure): Promise<Failure> {
  let best = failure;
  for (let size = Math.ceil(failure.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = best.steps.length - size; from > -size; from -= size) {
      const steps = best.steps.filter((_step, index) => index < from || index >= from + size);
      const broken = await again(steps).catch(() => undefined);
      if (broken?.rule === failure.rule) best = { ...best, ...broken, steps };
    }
  }
  return best;
}

/**
 * So many walks, one after the other.
 * @returns each rule that was broken with the shortest way to it that was found, for people; empty where all hold
 */
export async function problemsOn(
  { seed, walks, length }: { seed: number; walks: number; length: number },
  coverage: Coverage,
): Promise<string> {
  const failures = new Map<string, Failure>();
  for (let n = 0; n < walks; n++) {
    const failure = await walk(seed + n, { length, coverage });
    if (failure && !failures.has(failure.rule)) failures.set(failure.rule, failure);
  }
  const told = [...failures.values()].map(async (failure) => toldOf(await shortened(failure)));
  return (await Promise.all(told)).join('\n\n');
}

/** For people: the rule, and the steps that break it. */
function toldOf({ rule, seed, steps, details }: Failure): string {
  const told = steps.map((step) => JSON.stringify(step)).join('\n');
  return `${rule}\nOn walk ${seed}, by ${steps.length} steps:\n${told}\n${JSON.stringify(details).slice(0, 4_000)}`;
}
