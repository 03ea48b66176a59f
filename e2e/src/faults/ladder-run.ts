import { waitFor, type KafkaBroker } from '@parkline/testing';
import type { Api, Json } from '../api';
import type { Cluster } from '../cluster';
import type { LabelledComplaint } from '../journey';
import { ladder, readDocuments, storedSteps } from './ladder-steps';
import { seededRandom } from './random';
import { startRandomKills, type RandomKillsOptions } from './random-kills';
import { startTraffic } from './traffic';
import { untilQuiet, type BacklogReader } from './unhandled';

export interface LadderRun {
  cluster: Cluster;
  kafka: KafkaBroker;
  backlogs: BacklogReader;
  api: Api;
  complaints: readonly LabelledComplaint[];
  /** How many complaints are filed, all of P2. */
  cases: number;
  /** How many filings are under way at once. */
  atOnce: number;
  /** Of what is killed, and when. */
  seed: number;
  kills: Pick<RandomKillsOptions, 'victims' | 'everyMs' | 'awayMs' | 'most' | 'oneAtATime' | 'allOfOneIn'>;
  /** For how long the broker is away, once half of all steps are settled. */
  brokerAwayMs: number;
  /** How long all of it may take. */
  timeoutMs: number;
}

export interface LadderReport {
  seed: number;
  kills: readonly string[];
  endedByThemselves: readonly string[];
  /** Steps that were settled when the broker went away. */
  settledBeforeBroker: number;
  clocks: number;
  fired: number;
  missed: number;
  filedWithinMs: number;
  settledWithinMs: number;
  quietWithinMs: number;
}

/** Clocks that a case of P2 has from its dispatch on. */
export const clockNames = ['first_contact', 'resolve', 'sign'];

/** Works around the clock: eight working hours are eight hours, whenever the test runs. */
const alwaysWorking = 'CD01';

/**
 * Files complaints and lets all their clocks climb the whole ladder, while processes are killed at random and the broker
 * is away in the middle. Nobody touches the cases. Ends when everything told has been handled by everybody.
 */
export async function runLadders(run: LadderRun): Promise<LadderReport> {
  const { cluster, kafka, backlogs, api, seed } = run;
  const pressing = await pressingTexts(api, run.complaints, run.cases);
  const documents = readDocuments(backlogs);
  const wanted = run.cases * clockNames.length * ladder.length;
  const settled = (least: number): Promise<number> =>
    waitFor(
      async () => {
        const count = (await storedSteps(documents)).length;
        if (count < least) throw new Error(`${count} of ${wanted} steps are settled`);
        return count;
      },
      { timeoutMs: run.timeoutMs, everyMs: 100 + run.cases, what: `${least} steps to be settled` },
    );
  const began = Date.now();
  const since = (): number => Date.now() - began;
  const traffic = await startTraffic(api, pressing);
  const kills = startRandomKills({ cluster, random: seededRandom(seed), ...run.kills });
  try {
    const [filedWithinMs, settledBeforeBroker] = await Promise.all([
      traffic.finish(run.cases, run.atOnce).then(since),
      settled(wanted / 2).then(async (count) => {
        await kafka.kill9();
        await pause(run.brokerAwayMs);
        await comeBack(kafka);
        return count;
      }),
    ]);
    await settled(wanted);
    const settledWithinMs = since();
    await kills.stopAndHeal();
    await untilQuiet(backlogs, { timeoutMs: run.timeoutMs });
    const steps = await storedSteps(documents);
    const fired = steps.filter((step) => step.fired).length;
    return {
      seed,
      kills: kills.done,
      endedByThemselves: kills.endedByThemselves,
      settledBeforeBroker,
      clocks: new Set(steps.map(({ key }) => key.split(' ').slice(0, 3).join(' '))).size,
      fired,
      missed: steps.length - fired,
      filedWithinMs,
      settledWithinMs,
      quietWithinMs: since(),
    };
  } finally {
    // What has failed before must not be hidden by what fails after it.
    await kills.stop().catch(() => undefined);
  }
}

/** The report as lines for a person. */
export function describeLadders(report: LadderReport): string {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
  const byVictim = new Map<string, number>();
  for (const victim of report.kills) byVictim.set(victim, (byVictim.get(victim) ?? 0) + 1);
  return [
    `${report.clocks} clocks: ${report.fired} steps fired, ${report.missed} missed`,
    `${report.kills.length} kills (seed ${report.seed}): ${[...byVictim].map(([who, count]) => `${who} ${count}`).join(', ')}`,
    `ended by themselves: ${report.endedByThemselves.join(', ') || 'none'}`,
    `the broker went away after ${report.settledBeforeBroker} steps`,
    `filed within ${seconds(report.filedWithinMs)}, all steps settled within ${seconds(report.settledWithinMs)}, all handled within ${seconds(report.quietWithinMs)}`,
  ].join('\n');
}

/** The texts that the rules grade P2, as many as are needed, for a park that always works. */
async function pressingTexts(
  api: Api,
  complaints: readonly LabelledComplaint[],
  most: number,
): Promise<LabelledComplaint[]> {
  const agent = await api.person({ role: 'agent' });
  const found: LabelledComplaint[] = [];
  for (const complaint of complaints) {
    if (found.length === most) break;
    const body = { parkCode: alwaysWorking, kind: complaint.kind, description: complaint.text };
    const preview: Json = await waitFor(
      async () => {
        const answer = await api.request('POST', '/v1/triage/preview', { token: agent.token, body });
        return answer.status === 200 && answer.body;
      },
      { what: 'routing to know the parks' },
    );
    if (preview.priority === 'P2') found.push({ ...complaint, parkCode: alwaysWorking });
  }
  if (found.length === 0) throw new Error('none of the texts is P2');
  return found;
}

/** On a machine that is short of processor time a broker may need more than one start. */
async function comeBack(kafka: KafkaBroker): Promise<void> {
  const restarted = () => kafka.restart().then(() => true);
  await waitFor(restarted, { timeoutMs: 180_000, everyMs: 1_000, what: 'the broker to be back' });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
