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
  /** The most that is loaded into the store, clock sets or cases. */
  size: number;
  /** A size that takes longer to load, in minutes, is left out. */
  minutes: number;
  /** Steps of the ladder that fall due in a second. */
  due: number;
  /** How often sla looks for them, in ms. */
  tick: number;
  /** Folder for CPU profiles of every service; empty for none. */
  profile: string;
}

const defaults: Options = {
  seconds: 10,
  warmup: 5,
  connections: 32,
  concurrency: 48,
  cases: 2_000,
  size: 10_000,
  minutes: 30,
  due: 500,
  tick: 1_000,
  profile: '',
};

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
