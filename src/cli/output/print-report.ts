import type { Report } from '../../core/findings/report.ts';
import { REPORTERS } from '../../reporters/index.ts';
import type { Style } from '../../reporters/parts/style.ts';
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
  for (const { format, file } of targets) {
    const text = REPORTERS[format](report, file === undefined ? style : { ...style, color: false });
    if (file === undefined) stdout += text;
    else await save(file, text);
  }
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary && targets.some(({ format }) => format === 'github')) {
    const { renderStepSummary } = await import('../../reporters/step-summary.ts');
    await save(summary, renderStepSummary(report), true);
  }
  return { code: exitCodeOf(report), stdout };
}

async function save(file: string, text: string, append?: boolean): Promise<void> {
  const { saveReport } = await import('../../writing/save-report.ts');
  await saveReport(file, text, append);
}
