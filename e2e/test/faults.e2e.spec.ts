import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOwnKafka, startTestStore, type KafkaBroker, type TestStore } from '@parkline/testing';
import { describeReport, runProgramme, type Report } from '../src/faults/programme';
import type { LabelledComplaint } from '../src/journey';
import { temporaryFolder } from '../src/platform-under-test';

const long = process.env.PARKLINE_LONG === '1';
const total = long ? 2_000 : 200;
const complaints = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'complaints.json'), 'utf8'),
) as LabelledComplaint[];

describe(`while ${total} complaints are filed and every service and the broker are killed`, () => {
  let folder: { path: string; remove(): Promise<void> };
  let kafka: KafkaBroker;
  let store: TestStore;
  let report: Report;

  beforeAll(async () => {
    folder = await temporaryFolder('faults');
    [kafka, store] = await Promise.all([startOwnKafka(), startTestStore()]);
    report = await runProgramme({ folder: folder.path, kafka, store, complaints, total });
    console.log(describeReport(report));
  }, 1_800_000);
  afterAll(async () => {
    await Promise.all([kafka?.stop(), store?.stop()]);
    await folder.remove();
  });

  it('nothing is lost and nothing happens twice', () => {
    expect(report.faults).toEqual([]);
    expect(report.accepted).toBe(total);
  });

  it('every kill hits work that is under way, and filing goes on after the last', () => {
    for (const { victim, total: all } of report.kills)
      expect([victim, all.lag + all.pending > 0]).toEqual([victim, true]);
    expect(report.filedAfterLastKill).toBeGreaterThan(0);
  });

  it('intake answers all the while, whoever else is down', () => {
    expect([...new Set(report.refusedMeanwhile)]).toEqual([]);
  });
});
