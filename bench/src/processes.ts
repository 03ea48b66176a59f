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

/** The processes that this one has started. */
export function children(): number[] {
  const isChild = (pid: string): boolean =>
    Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) === process.pid;
  return list('/proc')
    .filter((name) => /^\d+$/.test(name) && isChild(name))
    .map(Number);
}

/** Store and broker among them. */
export function backends(): Watched[] {
  return children().flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`);
    if (/secantusd|mongod/.test(command)) return [{ name: 'store', pid }];
    return command.includes('kafka.Kafka') ? [{ name: 'kafka', pid }] : [];
  });
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
