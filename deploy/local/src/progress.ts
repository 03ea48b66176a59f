/** Says on the terminal what is going on while somebody waits. */
export interface Progress {
  (line: string): void;
}

/** Lines with the seconds since the start, on stderr: stdout is for the one line that programs wait for. */
export function terminalProgress(startedAt = Date.now()): Progress {
  return (line) => process.stderr.write(`  ${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
}
