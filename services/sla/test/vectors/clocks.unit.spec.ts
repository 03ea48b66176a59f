import { answer, rows, stories, tellStory } from './stories';

describe('clocks of a park with a calendar', () => {
  it.each(rows.map((row) => ({ ...row, shows: row.story.shows })))(
    '$about: $shows ($asked)',
    ({ story, asked, given }) => {
      expect(answer(tellStory(story), asked)).toBe(given);
    },
  );

  it('is told by at least a hundred stories, none twice', () => {
    const told = stories.flatMap(({ about, stories: list }) => list.map(({ shows }) => `${about}: ${shows}`));
    expect(told.length).toBeGreaterThanOrEqual(100);
    expect(new Set(told).size).toBe(told.length);
  });
});
