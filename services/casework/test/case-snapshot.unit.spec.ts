import { snapshotFor, snapshotOf } from '../src/application/case-snapshot';
import { after } from './deciding';
import { caseIn } from './fixtures';

describe('what people see of a case', () => {
  it.each<[string, 'named' | 'confidential' | 'anonymous', string]>([
    ['the other complaints of a named person', 'named', 'ref-1'],
    ['nothing that leads to a confidential one', 'confidential', ''],
    ['nothing that leads to an anonymous one', 'anonymous', ''],
  ])('is %s', (_label, identity, complainantRef) => {
    const c = caseIn('signed', { identity, complainantRef: 'ref-1' });
    expect(snapshotFor('person', snapshotOf(c, 1))).toMatchObject({ complainantRef });
  });

  it('is no task of another unit while the case is linked, for nobody works on it', () => {
    const c = after(caseIn('signed'), { type: 'add-task', unitId: 'sh01-sec', text: 'close the hall' });
    expect(snapshotOf(c, 1).taskUnitIds).toEqual(['sh01-sec']);
    expect(snapshotOf({ ...c, state: 'linked', open: false } as typeof c, 1).taskUnitIds).toEqual([]);
  });
});
