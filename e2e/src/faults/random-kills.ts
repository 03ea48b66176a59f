import type { Cluster, Replica, ServiceName } from '../cluster';

export interface RandomKillsOptions {
  cluster: Cluster;
  /** Whose processes are killed: each process is as likely as any other. */
  victims: readonly ServiceName[];
  random: () => number;
  /** The shortest and the longest time between two kills. */
  everyMs: readonly [number, number];
  /** The longest time that a killed process stays away. */
  awayMs: number;
  /** How many kills at most; without end unless told. */
  most?: number;
  /** The next kill waits until the killed process is ready again, so that the others always work. */
  oneAtATime?: boolean;
  /** Of so many kills one takes all processes of the first victim together; none unless told. */
  allOfOneIn?: number;
}

export interface RandomKills {
  /** Who was killed, in order: `sla-1`, or `sla` where all its processes were. */
  readonly done: readonly string[];
  /** Processes that ended and were not killed here. */
  readonly endedByThemselves: readonly string[];
  /** Ends the killing. */
  stop(): Promise<void>;
  /** Ends the killing, and resolves when every process is ready again. */
  stopAndHeal(): Promise<void>;
}

/** Kills processes with `kill -9` at random moments and starts them again, until it is stopped. */
export function startRandomKills(options: RandomKillsOptions): RandomKills {
  const { cluster, victims, random, everyMs, awayMs, most = Infinity, oneAtATime, allOfOneIn } = options;
  const replicas = victims.flatMap((service) => cluster.of(service));
  const done: string[] = [];
  const endedByThemselves: string[] = [];
  const stopping = new AbortController();
  const between = ([least, longest]: readonly [number, number]): number => least + random() * (longest - least);

  const oneKill = async (): Promise<void> => {
    const all = allOfOneIn !== undefined && random() * allOfOneIn < 1;
    const picked = replicas[Math.floor(random() * replicas.length)] as Replica;
    const struck = all ? cluster.of(victims[0] as ServiceName) : [picked];
    await startEnded();
    await Promise.all(struck.map((replica) => replica.kill()));
    done.push(all ? (victims[0] as string) : nameOf(picked));
    await pause(random() * awayMs);
    await Promise.all(struck.map((replica) => replica.start()));
    if (oneAtATime) await Promise.all(struck.map((replica) => replica.ready()));
  };
  const startEnded = async (): Promise<void> => {
    for (const replica of replicas.filter(({ alive }) => !alive)) {
      endedByThemselves.push(nameOf(replica));
      await replica.start();
    }
  };
  const killing = (async () => {
    while (done.length < most && !stopping.signal.aborted) {
      await pause(between(everyMs), stopping.signal);
      if (!stopping.signal.aborted) await oneKill();
    }
  })();
  // Whoever stops it hears of a failure; until then it must not end the tests.
  killing.catch(() => undefined);

  const stop = async (): Promise<void> => {
    stopping.abort();
    await killing;
  };

  return {
    done,
    endedByThemselves,
    stop,
    async stopAndHeal() {
      await stop();
      await startEnded();
      for (const replica of replicas) await replica.ready();
    },
  };
}

function nameOf({ service, index }: Replica): string {
  return `${service}-${index}`;
}

/** Ends early where the signal says so. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}
