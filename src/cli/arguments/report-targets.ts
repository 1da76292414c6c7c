import { resolve } from 'node:path';

import type { AnyFormat, Format } from '../../reporters/formats.ts';
import type { Io } from '../io.ts';
import type { Option } from './options.ts';
import { usageError } from './usage-error.ts';

/** A report in one format, for a file (absolute) or, without one, for standard output. */
export interface Target<F extends AnyFormat = Format> {
  readonly format: F;
  readonly file?: string;
}

/** A command with this option prints reports, and takes `--format` several times. */
export const OUTPUT_OPTION = {
  type: 'string',
  multiple: true,
  value: 'FILE',
  help: "write the preceding --format's report to FILE",
} as const satisfies Option;

interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/**
 * Pairs every `--output` with the `--format` right before it. Throws a `usage` error for an output without a format
 * of its own, and for reports that would run into each other on standard output.
 */
export function readTargets<F extends AnyFormat>(
  tokens: readonly Token[],
  { command, cwd, formatOf }: { command: string; cwd: string; formatOf: (word: string) => F },
): readonly Target<F>[] {
  const targets: Target<F>[] = [];
  for (const { name, value = '' } of tokens) {
    if (name === 'format') targets.push({ format: formatOf(value) });
    if (name === 'output') targets.push({ ...takeOpen(targets, command), file: resolve(cwd, value) });
  }
  const open = targets.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (open.length > 1 && open.some((format) => !LINES.has(format))) {
    throw usageError(
      `Only one report fits standard output, not ${open.join(' and ')}: add --output FILE after a --format.`,
      command,
    );
  }
  return targets;
}

/**
 * What a CI shows best, where nobody asked for a format: what is read in the log, and what it puts into its own pages.
 * Files are written only by a run that knows that it is CI's own (`whole`).
 */
export function targetsOfCi(env: Io['env'], cwd: string, whole: boolean): readonly Target[] {
  if (env['GITHUB_ACTIONS'] === 'true') return [{ format: 'human' }, { format: 'github' }];
  if (whole && env['GITLAB_CI'] === 'true') {
    return [{ format: 'human' }, { format: 'gitlab', file: resolve(cwd, 'gl-code-quality-report.json') }];
  }
  return [{ format: 'human' }];
}

/** Formats that stay what they are when others stand around them. */
const LINES: ReadonlySet<AnyFormat> = new Set<AnyFormat>(['human', 'github']);

function takeOpen<F extends AnyFormat>(targets: Target<F>[], command: string): Target<F> {
  const last = targets.pop();
  if (last === undefined || last.file !== undefined)
    throw usageError('--output has to follow the --format that it is for.', command);
  return last;
}
