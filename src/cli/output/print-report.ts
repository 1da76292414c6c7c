import type { Each, EachOptions } from '../../checking/each.ts';
import type { Report } from '../../core/findings/report.ts';
import { REPORTERS } from '../../reporters/index.ts';
import type { AnyFormat } from '../../reporters/formats.ts';
import type { Style } from '../../reporters/parts/style.ts';
import type { TidemarkError } from '../../errors.ts';
import { usageError } from '../arguments/usage-error.ts';
import type { Outcome } from '../command.ts';
import { exitCodeOf } from '../exit-code.ts';
import { failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { Target } from '../arguments/report-targets.ts';

interface Setting {
  readonly style: Style;
  readonly io: Io;
}

/**
 * Renders a report for each target and saves those that go to files. Where GitHub's annotations are printed, its step
 * summary is written as well. Throws `cannot-write`.
 */
export async function printReport(
  report: Report,
  targets: readonly Target[],
  { style, io }: Setting,
): Promise<Outcome> {
  let stdout = '';
  const isTold = targets.some(({ format, file }) => format === 'human' && file === undefined);
  for (const { format, file } of targets) {
    const text = REPORTERS[format](report, file === undefined ? style : { ...style, color: false });
    if (file !== undefined) await save(file, text);
    else stdout += format === 'github' && isTold ? folded(text) : text;
  }
  if (targets.some(({ format }) => format === 'github')) await tellRunner(report, { style, io });
  return { code: exitCodeOf(report), stdout };
}

/** What GitHub shows of a job, and what its later steps can ask for. */
async function tellRunner(report: Report, { style, io }: Setting): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = io.env;
  if (summary) {
    const { renderStepSummary } = await import('../../reporters/step-summary.ts');
    await save(summary, renderStepSummary(report, style), true);
  }
  if (output) await save(output, stepOutputs(report), true);
}

function stepOutputs({ findings, backlog }: Report): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `findings=${findings.length}\nerrors=${errors}\nnext-id=${backlog?.next ?? ''}\n`;
}

/**
 * Says in every report that was asked for that nothing could be checked: what collects them finds none missing, and none clean. People read it on
 * standard error, as ever. Throws `error` where no such report was asked for, and `cannot-write`.
 */
export async function printUnchecked(
  error: TidemarkError,
  targets: readonly Target[],
  { style, io }: Setting,
): Promise<Outcome> {
  const reports = targets.filter(
    ({ format, file }) => file !== undefined || (format !== 'human' && format !== 'json'),
  );
  if (error.code === 'usage' || reports.length === 0) throw error;
  const unchecked = [[error.message, ...error.more, error.hint].join(' ')];
  const candidate = { kind: 'commit', label: 'HEAD' } as const;
  const report = { candidate, bases: [], backlog: null, findings: [], unchecked, notes: [] };
  const plain = { ...style, color: false };
  const stdout = await printAll(reports, async (format) =>
    format === 'json'
      ? (failure(error, true, style.programs).stdout ?? '')
      : REPORTERS[format](report, plain),
  );
  if (reports.some(({ format }) => format === 'github')) await tellRunner(report, { style, io });
  const { code, stderr = '' } = failure(error, false, style.programs);
  return { code, stdout, stderr };
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
    format === 'json'
      ? ''
      : `${tally.commits} ${tally.commits === 1 ? 'commit' : 'commits'} checked, ${tally.withErrors} with errors.\n`;
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
