import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { temporaryFolder, treeMegabytes } from '@parkline/e2e';
import { freePort } from '@parkline/testing';
import { pause, round } from './figures';
import { kill } from './processes';
import { goal, keepResults, printTable } from './report';

interface Run {
  /** Seconds until the line that says it is ready. */
  readySeconds: number;
  /** Resident MB of npm, Node and store, 10 s after that. */
  residentMb: number;
  /** Seconds from Ctrl-C until all of it has ended. */
  stopSeconds: number;
}

/** First and later start of `npm start`, its memory and how fast it ends. */
export async function start(): Promise<void> {
  const folder = await temporaryFolder('bench-start');
  try {
    const first = await startOnce(folder.path);
    const later = await startOnce(folder.path);
    printTable(
      'npm start',
      ['', 'first', 'later', 'goal'],
      [
        ['ready, s', first.readySeconds.toFixed(1), later.readySeconds.toFixed(1), firstAndLater(first, later)],
        [
          'resident, MB',
          first.residentMb.toFixed(0),
          later.residentMb.toFixed(0),
          goal(most(first, later, 'residentMb'), '≤', 500),
        ],
        [
          'stopped after Ctrl-C, s',
          first.stopSeconds.toFixed(1),
          later.stopSeconds.toFixed(1),
          goal(most(first, later, 'stopSeconds'), '≤', 5),
        ],
      ],
    );
    keepResults('start', { first, later });
  } finally {
    await folder.remove();
  }
}

const most = (first: Run, later: Run, what: keyof Run): number => round(Math.max(first[what], later[what]), 1);

const firstAndLater = (first: Run, later: Run): string =>
  `${goal(round(first.readySeconds, 1), '≤', 90)}, ${goal(round(later.readySeconds, 1), '≤', 15)}`;

async function startOnce(folder: string): Promise<Run> {
  const from = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: resolve(__dirname, '..', '..'),
    env: { ...process.env, PORT: String(await freePort()), PARKLINE_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own gets the signal as from Ctrl-C in a terminal.
    detached: true,
  });
  const pid = child.pid ?? 0;
  const endGroup = (): void => kill(-pid);
  process.once('exit', endGroup);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  let output = '';
  await new Promise<void>((done, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Parkline is ready')) done();
    });
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  const readySeconds = (performance.now() - from) / 1000;
  await pause(10_000);
  const residentMb = treeMegabytes(pid);
  const stopFrom = performance.now();
  process.kill(-pid, 'SIGINT');
  await ended;
  process.removeListener('exit', endGroup);
  return { readySeconds, residentMb, stopSeconds: (performance.now() - stopFrom) / 1000 };
}
