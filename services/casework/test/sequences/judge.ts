import { historyRules, lineRules } from './rules/lines';
import { linkRules, settledRules } from './rules/links';
import { listRules } from './rules/lists';
import { finalRules, peopleRules } from './rules/people';
import type { Rules, Seen } from './rules/rule';
import { stateRules } from './rules/states';
import { thingRules } from './rules/things';
import { problemsInViews } from './rules/views';
import type { Saved } from './shelf';
import type { Happened, World } from './world';

/** A rule that did not hold, and where. */
export interface Broken {
  rule: string;
  details: unknown;
}

/** Looks at every step of one walk. */
export interface Judge {
  /** @param closely looks at everything that people see, too */
  broken(happened: Happened, closely: boolean): Promise<Broken | undefined>;
  /** What must hold at any moment of a whole history. */
  brokenAtRest(): Promise<Broken | undefined>;
}

/** What its master has said to all before it was linked: it may hear of it once, where that is told again. */
function isReplyNotHadYet({ id, events }: Saved, { shelf }: World): boolean {
  const all = shelf.cases
    .get(id)!
    .events.filter(({ type }) => type === 'ReplySent')
    .map((event) => JSON.stringify(event));
  return events.every((event) => event.type === 'ReplySent') && new Set(all).size === all.length;
}

const stateOf = ({ id, state, priority, linkedTo }: Seen['after']) => ({ id, state, priority, linkedTo });

/** A link that was refused at first and undone since: told again, it comes and goes. */
function comesToNothing({ before, after }: Saved): boolean {
  const linksOf = (c?: Seen['after']) => JSON.stringify([c?.state, c?.linkedCases.map(({ id }) => id)]);
  return linksOf(before) === linksOf(after);
}

/** The fields of the case that are another after the save, or were before it. */
function changedBy({ before, after }: Seen): unknown {
  const fields = Object.keys({ ...before, ...after }) as (keyof Seen['after'])[];
  const differing = fields.filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(differing.map((field) => [field, { before: before?.[field], after: after[field] }]));
}

export function createJudge(world: World): Judge {
  const rules: Rules = {
    ...lineRules,
    ...stateRules,
    ...thingRules,
    ...peopleRules,
    ...finalRules(),
    ...linkRules,
    ...listRules,
  };

  const ofSave = (seen: Seen): Broken | undefined => {
    const rule = Object.keys(rules).find((name) => !rules[name]!(seen));
    const { id, events, actor, at } = seen;
    return rule === undefined ? undefined : { rule, details: { id, at, actor, events, changed: changedBy(seen) } };
  };

  const ofViews = async (ids: Iterable<string>): Promise<Broken | undefined> => {
    for (const id of ids) {
      const [problem] = await problemsInViews(id, world);
      if (problem) return { rule: problem.rule, details: `${id}: ${problem.what}` };
    }
    return undefined;
  };

  const ofLinks = (): Broken | undefined => {
    const cases = [...world.shelf.cases.values()].map(({ state }) => state);
    if (cases.some(({ id }) => world.unheard(id) > 0)) return undefined;
    for (const [rule, holds] of Object.entries(settledRules)) {
      const c = cases.find((one) => !holds(one, world));
      if (c) return { rule, details: { id: c.id, linkedCases: c.linkedCases, states: cases.map(stateOf) } };
    }
    return undefined;
  };

  return {
    async broken({ step, at, saved, refused, repeatedDiffers }, closely) {
      const command = step.do === 'give' && !refused ? step.command : undefined;
      if (refused && saved.length > 0) return { rule: 'What is refused changes nothing.', details: { step, saved } };
      if (step.do === 'redeliver' && !saved.every((one) => isReplyNotHadYet(one, world) || comesToNothing(one))) {
        return { rule: 'What casework has heard already changes nothing.', details: { step, saved } };
      }
      if (step.do === 'give' && !refused && saved.length !== 1) {
        return { rule: 'What is carried out changes its case, and no other.', details: { step, saved } };
      }
      if (repeatedDiffers) return { rule: 'The same command again changes nothing.', details: { step, at, saved } };
      for (const one of saved) {
        const found = ofSave({ ...one, world, command, byTimer: step.do === 'tick' });
        if (found) return found;
      }
      return ofLinks() ?? (closely ? ofViews(new Set(saved.map(({ id }) => id))) : undefined);
    },

    async brokenAtRest() {
      for (const id of world.shelf.cases.keys()) {
        const rule = Object.keys(historyRules).find((name) => !historyRules[name]!(id, world));
        if (rule !== undefined) return { rule, details: id };
      }
      return ofViews(world.shelf.cases.keys());
    },
  };
}
