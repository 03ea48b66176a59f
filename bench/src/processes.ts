import { readFileSync, readdirSync } from 'node:fs';

/** One measured process. */
export interface Watched {
  name: string;
  pid: number;
}

/** Kernel ticks a second; Linux shows 100 to programs on all common platforms. */
const ticksPerSecond = 100;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended, or this is not Linux
  }
};

/** CPU time in ms that a process has used so far, of user and system. */
export function cpuMs(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the name in parentheses and may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / ticksPerSecond;
}

/** Resident memory in MB. */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** Store and broker among the children of this process. */
export function backends(): Watched[] {
  const found: Watched[] = [];
  for (const entry of list('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1] ?? 0);
    if (parent !== process.pid) continue;
    const command = read(`/proc/${entry}/cmdline`);
    if (/secantusd|mongod/.test(command)) found.push({ name: 'store', pid: Number(entry) });
    else if (command.includes('kafka.Kafka')) found.push({ name: 'kafka', pid: Number(entry) });
  }
  return found;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** CPU of several processes between two moments. */
export interface CpuMeter {
  /** CPU ms by name since the start. */
  stop(): Map<string, number>;
}

export function startCpuMeter(watched: readonly Watched[]): CpuMeter {
  const before = watched.map(({ pid }) => cpuMs(pid));
  return {
    stop() {
      const spent = new Map<string, number>();
      watched.forEach(({ name, pid }, at) => spent.set(name, (spent.get(name) ?? 0) + cpuMs(pid) - (before[at] ?? 0)));
      return spent;
    },
  };
}

/** Ends a process, or with a negative id a group, unless it has ended by itself. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
