import type { Report } from '../../core/findings/report.ts';
import type { Verdict } from '../../checking/git-hook.ts';
import type { CheckingHook } from '../../checking/hook-name.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { tally } from '../../reporters/parts/tally.ts';
import type { Outcome } from '../command.ts';
import { exitCodeOf } from '../exit-code.ts';
import { failure } from '../failure.ts';

/**
 * What a hook leaves behind: nothing when all is well, else a first line that tells what has become of the commit or the push, and the reports
 * of what is new. Findings count for more than what could not be checked. `post-merge` only advises: git is done already.
 */
export async function hookOutcome(
  name: CheckingHook,
  verdicts: readonly Verdict[],
  styleOf: () => Style,
): Promise<Outcome> {
  const code = worst(verdicts.map(codeOf));
  const texts = await Promise.all(verdicts.map(async (verdict) => textOf(verdict, name, styleOf)));
  const head = code === 0 ? '' : `tidemark: ${SUBJECTS[name]}: ${REASONS[code](verdicts)}\n`;
  return { code: name === 'post-merge' ? 0 : code, stderr: `${head}${texts.filter(Boolean).join('\n')}` };
}

type Code = 0 | 1 | 2 | 3;

const SUBJECTS = {
  'pre-commit': 'The commit was stopped',
  'pre-merge-commit': 'The merge was stopped',
  'post-merge': 'What was merged needs attention',
  'pre-push': 'The push was stopped',
  'pre-receive': 'The push was refused',
} satisfies Record<CheckingHook, string>;

const REASONS = {
  1: (verdicts) => {
    const errors = verdicts.map((verdict) =>
      'report' in verdict ? tally(verdict.report.findings).errors : 0,
    );
    const count = errors.reduce((sum, number) => sum + number, 0);
    return `${count} ${count === 1 ? 'error' : 'errors'}.`;
  },
  2: () => 'the configuration cannot be used.',
  3: () => 'it could not be checked.',
} satisfies Record<Exclude<Code, 0>, (verdicts: readonly Verdict[]) => string>;

function codeOf(verdict: Verdict): Code {
  if ('report' in verdict) return exitCodeOf(verdict.report);
  const { code } = verdict.error;
  return code === 'config' || code === 'usage' ? 2 : 3;
}

function worst(codes: readonly Code[]): Code {
  return ([1, 2, 3] as const).find((code) => codes.includes(code)) ?? 0;
}

/** Old trouble blocks nobody, so it does not speak up at every commit either. */
async function textOf(verdict: Verdict, name: CheckingHook, styleOf: () => Style): Promise<string> {
  if ('error' in verdict) return failure(verdict.error, false, styleOf().programs).stderr ?? '';
  const report = {
    ...verdict.report,
    findings: verdict.report.findings.filter(({ inherited }) => !inherited),
  };
  if (!isWorthTelling(report, name)) return '';
  const { renderHuman } = await import('../../reporters/human.ts');
  return renderHuman(report, styleOf());
}

/** Whoever pushes should hear that a weaker policy did not count for this push. */
function isWorthTelling({ findings, unchecked, notes }: Report, name: CheckingHook): boolean {
  return findings.length > 0 || unchecked.length > 0 || (name === 'pre-receive' && notes.length > 0);
}
