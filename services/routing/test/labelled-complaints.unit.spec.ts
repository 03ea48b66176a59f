import { workersOf } from '../src/domain/choose-handler';
import { classify } from '../src/domain/classify';
import { assign, gradeComplaint, type Assignment } from '../src/domain/triage';
import { demoRoster } from './demo-roster';
import { labelledComplaints } from './labelled';

const roster = demoRoster();
const complaints = labelledComplaints();
const history = { samePerson: 0, samePlace: new Map<string, number>() };

function routeAll(): Assignment[] {
  const loads = new Map<string, number>();
  return complaints.map(({ text, place = '', categoryHint = '', kind = 'complaint', parkCode }, index) => {
    const input = {
      caseId: `case-${index}`,
      groupId: 'demo',
      parkCode,
      text,
      place,
      hint: categoryHint,
      kind,
      history,
    };
    const assignment = assign(gradeComplaint(input, roster), input, roster, loads);
    if (!assignment) throw new Error(`Complaint ${index} went to nobody.`);
    loads.set(assignment.handlerId, (loads.get(assignment.handlerId) ?? 0) + 1);
    return assignment;
  });
}

describe('the 200 labelled complaints', () => {
  const routed = routeAll();

  it('are 200, of all kinds and lengths', () => {
    expect(complaints).toHaveLength(200);
    expect(new Set(complaints.map(({ kind }) => kind ?? 'complaint')).size).toBe(5);
    expect(Math.max(...complaints.map(({ text }) => text.length))).toBe(5_000);
  });

  it('get their category and unit in at least 70 of 100 cases', () => {
    const right = complaints.filter(({ label }, index) => {
      const { category, unitId } = routed[index]!;
      return category === label.category && roster.unit(unitId)?.function === label.unitFunction;
    });
    expect(right.length / complaints.length).toBeGreaterThanOrEqual(0.7);
  });

  it('do not need the category that the person chose for that', () => {
    const right = complaints.filter(({ text, place, label }) => classify({ text, place }).category === label.category);
    expect(right.length / complaints.length).toBeGreaterThanOrEqual(0.7);
  });

  it('go to the backstop in at most 20 of 100 cases', () => {
    expect(routed.filter(({ backstop }) => backstop).length / complaints.length).toBeLessThanOrEqual(0.2);
  });

  it('give nobody more than twice the mean of his team', () => {
    for (const unitId of new Set(routed.map((one) => one.unitId))) {
      const team = workersOf(roster.peopleOf(unitId), { superior: false });
      const counts = team.map(({ id }) => routed.filter(({ handlerId }) => handlerId === id).length);
      const mean = counts.reduce((sum, count) => sum + count, 0) / team.length;
      expect(Math.max(...counts)).toBeLessThanOrEqual(Math.max(2 * mean, 1));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  it('are as pressing as their labels say at least', () => {
    const tooLow = complaints.filter(
      ({ label }, index) => label.priorityAtLeast && routed[index]!.priority > label.priorityAtLeast,
    );
    expect(tooLow.map(({ text }) => text.slice(0, 30))).toEqual([]);
  });

  it('say why, in sentences', () => {
    for (const { reasons } of routed) {
      expect(reasons.length).toBeGreaterThanOrEqual(4);
      expect(reasons.every((reason) => reason.endsWith('。'))).toBe(true);
    }
  });
});
