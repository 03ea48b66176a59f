import fc from 'fast-check';
import { answer, policies, rows, tellStory, type Story } from '../vectors/stories';
import { createOracle } from './oracle';
import { randomStories } from './random-stories';

const clocks = ['sign', 'first_contact', 'relief', 'resolve', 'revisit'];
const everything = [1, 2, 3].flatMap((cycle) =>
  clocks.flatMap((name) => [`${name} of cycle ${cycle}`, `${name} of cycle ${cycle} steps`]),
);

/** What is due at once lies a millisecond after the start, as no clock may have no time at all. */
const withoutMilliseconds = (text: string): string => text.replaceAll(':00.001', '');

function walked({ received, story }: Story) {
  const oracle = createOracle(received, policies);
  for (const line of story) oracle.tell(line);
  return oracle;
}

describe('the clocks, walked minute by minute', () => {
  it.each(rows.map((row) => ({ ...row, shows: row.story.shows })))(
    '$about: $shows ($asked)',
    ({ story, asked, given }) => {
      expect(walked(story).answer(asked)).toBe(given);
    },
  );

  it('are the ones that the service works out, whatever happens to a case', () => {
    fc.assert(
      fc.property(randomStories(Object.keys(policies)), (story) => {
        const told = tellStory(story);
        const oracle = walked(story);
        const all = (answerOf: (asked: string) => string): [string, string][] =>
          everything.map((asked) => [asked, answerOf(asked)]);
        expect(all((asked) => withoutMilliseconds(answer(told, asked)))).toEqual(all(oracle.answer));
      }),
      { numRuns: 30 },
    );
  });
});
