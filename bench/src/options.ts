/** Options of a run, `--name=value` on the command line. */
export interface Options {
  /** Length of each measurement in seconds. */
  seconds: number;
  /** Time before it that is not counted, in seconds. */
  warmup: number;
  /** Connections that file complaints at the same time. */
  connections: number;
  /** Lifecycles under way at the same time. */
  concurrency: number;
  /** Cases to put into the store before the second measurement; 0 leaves it out. */
  cases: number;
  /** Folder for CPU profiles of every service; empty for none. */
  profile: string;
}

const defaults: Options = { seconds: 10, warmup: 5, connections: 32, concurrency: 48, cases: 2_000, profile: '' };

/** @throws Error naming an option that does not exist or has no number */
export function optionsFrom(args: readonly string[]): Options {
  const options: Options = { ...defaults };
  for (const arg of args) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/.exec(arg) ?? [];
    if (!(name in options)) {
      throw new Error(
        `${arg}: the options are ${Object.keys(defaults)
          .map((known) => `--${known}=…`)
          .join(', ')}`,
      );
    }
    if (name === 'profile') options.profile = value;
    else if (Number.isFinite(Number(value)) && value !== '')
      (options as unknown as Record<string, number>)[name] = Number(value);
    else throw new Error(`--${name} takes a number`);
  }
  return options;
}
