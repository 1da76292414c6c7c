import type { Each, EachOptions } from '../../checking/each.ts';
import type { Report } from '../../core/findings/report.ts';
import { REPORTERS } from '../../reporters/index.ts';
import type { AnyFormat } from '../../reporters/index.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { usageError } from '../arguments/usage-error.ts';
import type { Outcome } from '../command.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { Target } from '../arguments/report-targets.ts';

/**
 * Renders a report for each target and saves those that go to files. Where GitHub's annotations are printed, its step
 * summary is written as well. Throws `cannot-write`.
 */
export async function printReport(
  report: Report,
  targets: readonly Target[],
  { style, io }: { readonly style: Style; readonly io: Io },
): Promise<Outcome> {
  let stdout = '';
  const isTold = targets.some(({ format, file }) => format === 'human' && file === undefined);
  for (const { format, file } of targets) {
    const text = REPORTERS[format](report, file === undefined ? style : { ...style, color: false });
    if (file !== undefined) await save(file, text);
    else stdout += format === 'github' && isTold ? folded(text) : text;
  }
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary && targets.some(({ format }) => format === 'github')) {
    const { renderStepSummary } = await import('../../reporters/step-summary.ts');
    await save(summary, renderStepSummary(report, style), true);
  }
  return { code: exitCodeOf(report), stdout };
}

/** What several targets get, those that are files written; the text for standard output. Throws `cannot-write`. */
export async function printAll<F extends AnyFormat>(
  targets: readonly Target<F>[],
  render: (format: F, isFile: boolean) => Promise<string>,
): Promise<string> {
  let stdout = '';
  for (const { format, file } of targets) {
    const text = await render(format, file !== undefined);
    if (file === undefined) stdout += text;
    else await save(file, text);
  }
  return stdout;
}

/** Annotations show up in the log of a run as well, where people have read all that already. */
function folded(annotations: string): string {
  return annotations === '' ? '' : `::group::Annotations\n${annotations}::endgroup::\n`;
}

async function save(file: string, text: string, append?: boolean): Promise<void> {
  const { saveReport } = await import('../../writing/save-report.ts');
  await saveReport(file, text, append);
}

interface EachSetting {
  readonly format: AnyFormat;
  readonly style: Style;
  readonly io: Io;
}

/** Prints what is found as it is found: a long history would not fit in memory. */
export async function printEach(options: EachOptions, { format, style, io }: EachSetting): Promise<Outcome> {
  if (format !== 'human' && format !== 'json')
    throw usageError(`--each prints human or json, not ${format}.`, 'check');
  const { checkEach } = await import('../../checking/each.ts');
  const { renderEach } = await import('../../reporters/parts/each.ts');
  const tally = { commits: 0, withErrors: 0, unchecked: 0, code: 0 };
  let text = '';
  for await (const each of checkEach(options)) {
    count(tally, each);
    text += renderEach[format](each, style);
    if (text.length < ENOUGH) continue;
    await io.stdout.write(text);
    text = '';
  }
  const last =
    format === 'json' ? '' : `${tally.commits} commits checked, ${tally.withErrors} with errors.\n`;
  return { code: tally.code, stdout: text + last };
}

/** Small writes would take longer than all the rest. */
const ENOUGH = 65_536;

interface Tally {
  commits: number;
  withErrors: number;
  unchecked: number;
  code: number;
}

/** Findings weigh more than what could not be checked. */
function count(tally: Tally, each: Each): void {
  tally.commits += 1;
  const code = 'report' in each ? exitCodeOf(each.report) : 3;
  if (code === 1) tally.withErrors += 1;
  if (code === 1 || tally.code === 0) tally.code = code;
}
