import type { CheckTarget } from '../../checking/check.ts';
import type { Report } from '../../core/findings/report.ts';
import { TidemarkError } from '../../errors.ts';
import { FORMATS } from '../../reporters/formats.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation, Outcome } from '../command.ts';
import type { Io } from '../io.ts';
import type { Options } from '../arguments/options.ts';
import { printEach, printReport, printUnchecked } from '../output/print-report.ts';
import { OUTPUT_OPTION, targetsOfCi } from '../arguments/report-targets.ts';
import { usageError } from '../arguments/usage-error.ts';

const OPTIONS = {
  staged: { type: 'boolean', help: 'check the index against HEAD (and MERGE_HEAD), as a commit hook does' },
  rev: { type: 'string', value: 'REV', help: 'check a commit against its parents' },
  each: {
    type: 'string',
    value: 'RANGE',
    help: 'check every commit of A..B, or of a whole history by its last commit, against its parents',
  },
  ci: { type: 'boolean', help: 'check what this CI run was triggered by, as read from its environment' },
  base: {
    type: 'string',
    value: 'REV',
    multiple: true,
    help: 'with --rev: compare with this commit instead; with --ci: the branch to merge into',
  },
  head: { type: 'string', value: 'REV', help: 'with --ci: what to merge' },
  output: OUTPUT_OPTION,
  strict: { type: 'boolean', help: 'report inherited findings at full severity' },
} as const satisfies Options;

export const check = defineCommand({
  name: 'check',
  summary: 'check for IDs that mean two things, or soon could',
  examples: [
    ['tidemark check', 'the work tree against HEAD; HEAD against its parents if nothing differs'],
    ['tidemark check --staged', 'what the next commit would hold'],
    ['tidemark check --rev HEAD~3', 'an earlier commit'],
    ['tidemark check --rev topic --base main', 'a branch, merged into main as CI would'],
    ['tidemark check --each main', 'the whole history of main, commit by commit'],
    ['tidemark check --ci', 'in CI: the result of merging a pull request, or of a push'],
    [
      'tidemark check --ci --base origin/main --head HEAD',
      'the same in a CI that Tidemark does not recognise',
    ],
    ['tidemark check --format json', 'the same for a program'],
    ['tidemark check --format accept', 'entries for .tidemark.yaml that accept what was found'],
  ],
  options: OPTIONS,
  formats: FORMATS,
  run: async ({ options, targets, ...invocation }) => {
    const { cwd, configPath, style, io } = invocation;
    if (options.each !== undefined) return checkEachCommit({ ...options, each: options.each }, invocation);
    const wanted = targets.length > 0 ? targets : targetsOfCi(io.env, cwd, options.ci ?? false);
    const checkChosen = options.ci ? checkThisRun : checkTarget;
    const setting = { cwd, configPath, env: io.env, strict: options.strict ?? false };
    try {
      return await printReport(await checkChosen(options, setting), wanted, { style, io });
    } catch (error) {
      if (!(error instanceof TidemarkError)) throw error;
      return printUnchecked(error, wanted, { style, io });
    }
  },
});

async function checkEachCommit(
  {
    staged,
    rev,
    ci,
    base,
    head,
    each,
    output,
  }: Chosen & { readonly each: string; readonly output?: unknown },
  { cwd, configPath, style, io, format }: Each,
): Promise<Outcome> {
  if (staged || rev !== undefined || ci || base !== undefined || head !== undefined || output !== undefined)
    throw usageError('--each goes with --format human or json, and with no other option of check.', 'check');
  return printEach({ cwd, configPath, range: each }, { format, style, io });
}

type Each = Pick<Invocation<typeof OPTIONS>, 'cwd' | 'configPath' | 'style' | 'io' | 'format'>;

interface Chosen {
  readonly staged?: boolean;
  readonly rev?: string;
  readonly ci?: boolean;
  readonly base?: readonly string[];
  readonly head?: string;
}

interface Setting {
  readonly cwd: string;
  readonly configPath: string | undefined;
  readonly env: Io['env'];
  readonly strict: boolean;
}

async function checkTarget(chosen: Chosen, setting: Setting): Promise<Report> {
  const target = targetOf(chosen);
  const { check } = await import('../../checking/check.ts');
  return check({ ...setting, target });
}

function targetOf({ staged, rev, base, head }: Chosen): CheckTarget {
  if (staged && rev !== undefined) throw usageError('--staged and --rev exclude each other.', 'check');
  if (head !== undefined) throw usageError('--head needs --ci.', 'check');
  if (base !== undefined && rev === undefined)
    throw usageError('--base needs --rev or --ci: what is to be checked?', 'check');
  if (rev !== undefined) return { kind: 'revision', revision: rev, bases: base ?? [] };
  return { kind: staged ? 'index' : 'worktree' };
}

async function checkThisRun({ staged, rev, base = [], head }: Chosen, setting: Setting): Promise<Report> {
  if (staged || rev !== undefined) throw usageError('--ci excludes --staged and --rev.', 'check');
  if (base.length > 1) throw usageError('--ci takes one --base.', 'check');
  const { checkCi } = await import('../../checking/ci-check.ts');
  return checkCi({ ...setting, base: base[0], head });
}
