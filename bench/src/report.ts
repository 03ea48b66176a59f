import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cpus, loadavg } from 'node:os';

type Cell = string | number;

/** Prints a table with the first column to the left and the others to the right. */
export function printTable(title: string, header: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const lines = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  const show = (line: readonly string[]): string =>
    line
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - width(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join('  ');
  const rule = widths.map((size) => '─'.repeat(size)).join('  ');
  process.stdout.write(`\n${title}\n${[show(header), rule, ...lines.slice(1).map(show)].join('\n')}\n`);
}

const width = (text: string): number => [...text].length;

/** A figure beside its goal. */
export function goal(value: number, comparison: '≥' | '≤', wanted: number): string {
  const reached = comparison === '≥' ? value >= wanted : value <= wanted;
  return `${comparison} ${wanted}${reached ? '' : ' (missed)'}`;
}

/** What a mean by name is, largest first, as rows of a table. */
export function byName(values: ReadonlyMap<string, number>, digits: number): [string, string][] {
  return [...values].sort((a, b) => b[1] - a[1]).map(([name, value]) => [name, value.toFixed(digits)]);
}

/** Keeps a run beside the earlier ones in bench/results, and the latest under a name of its own. */
export function keepResults(name: string, results: Record<string, unknown>): void {
  const folder = join(resolve(__dirname, '..'), 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() };
  const text = `${JSON.stringify({ name, at, machine, ...results }, null, 2)}\n`;
  writeFileSync(join(folder, `${name}-${at.replaceAll(/[:.]/g, '-')}.json`), text);
  writeFileSync(join(folder, `${name}.json`), text);
}
