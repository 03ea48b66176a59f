import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allowedCommands,
  caseStates,
  type CommandName,
  commandNames,
  decide,
  evolve,
  Rejection,
  transitionTableAsMarkdown,
  type Actor,
  type Case,
  type CaseStateName,
} from '../src/domain';
import { expected } from './expected';
import { everybody, type Expectation, staff } from './expected/expectation';
import { caseIn, minutesLater, officeHours, organisation } from './fixtures';

const at = minutesLater(60);

/** The state after the command, or the reason and code of its rejection. */
function outcomeOf(c: Case, { example, circumstances }: Expectation, actor: Actor): string {
  const cycle = actor.kind === 'service' ? c.cycle : undefined;
  const now = { actor, at, organisation, cycle, workingTime: officeHours, ...circumstances };
  try {
    return decide(c, example, now).reduce<Case>(evolve, c).state;
  } catch (error) {
    if (error instanceof Rejection) return `${error.reason} ${error.code}`;
    throw error;
  }
}

/** A note, and an improvement of his own: wang has one. */
function isLeftToTheAccused(name: CommandName, label: string): boolean {
  return name === 'add-note' || (name === 'complete-improvement' && label === 'assignee');
}

it('has an expectation for every command, and for no other', () => {
  expect(Object.keys(expected).sort()).toEqual([...commandNames].sort());
});

describe.each(commandNames)('%s', (name) => {
  const expectation = expected[name];
  const { who, moves, except, prepare = (c) => c } = expectation;

  it.each(caseStates)('in state %s', (state) => {
    const c = prepare(caseIn(state));
    const outcomes = Object.entries(everybody).map(([label, actor]) => [label, outcomeOf(c, expectation, actor)]);
    const wanted = Object.entries(everybody).map(([label, actor]) => [label, wantedFor(label, actor, state)]);
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(wanted));
  });

  it.each(caseStates)('in state %s is not for whom the complaint is about, whatever he is to the case', (state) => {
    const c = prepare(caseIn(state));
    const people = Object.entries(everybody).filter(([, actor]) => actor.kind === 'person');
    const accused = (actor: Actor): Case => ({ ...c, accusedIds: [actor.id] });
    const outcomes = people.map(([label, actor]) => [label, outcomeOf(accused(actor), expectation, actor)]);
    const wanted = people.map(([label, actor]) => {
      const otherwise = outcomeOf(c, expectation, actor);
      const stays = otherwise === 'forbidden not_yours' || isLeftToTheAccused(name, label);
      return [label, stays ? otherwise : 'refused not_impartial'];
    });
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(wanted));
    const allowed = people.filter(([, actor]) => allowedCommands(accused(actor), actor, at).includes(name));
    expect(allowed.filter(([label]) => !isLeftToTheAccused(name, label))).toEqual([]);
  });

  it('is among the allowed commands exactly where it is carried out', () => {
    for (const state of caseStates) {
      const c = prepare(caseIn(state));
      for (const [label, actor] of Object.entries(everybody)) {
        const carriedOut = (caseStates as readonly string[]).includes(outcomeOf(c, expectation, actor));
        expect({ state, label, allowed: allowedCommands(c, actor, at).includes(name) }).toEqual({
          state,
          label,
          allowed: carriedOut,
        });
      }
    }
  });

  function wantedFor(label: string, actor: Actor, state: CaseStateName): string {
    const special = except?.(label, state);
    if (special !== undefined) return special;
    // Before the dispatch the case is in nobody's hands and in no unit.
    const nobodysYet = state === 'registered' && ['assignee', 'colleague', 'lead'].includes(label) && who !== staff;
    if (!who.includes(label) || nobodysYet) return 'forbidden not_yours';
    return moves[state] ?? (actor.kind === 'service' ? 'refused moved_on' : 'refused not_in_this_state');
  }
});

it('shows the table in docs/case-states.md as the code has it', () => {
  const page = readFileSync(join(__dirname, '../../../docs/case-states.md'), 'utf8');
  expect(page).toBe(transitionTableAsMarkdown());
});
