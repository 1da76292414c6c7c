import type { CheckTarget } from '../../guard.ts';
import { FORMATS } from '../../reporters/index.ts';
import { defineCommand } from '../define-command.ts';
import type { Options } from '../options.ts';
import { printReport } from '../print-report.ts';
import { OUTPUT_OPTION, targetsOfCi } from '../report-targets.ts';
import { usageError } from '../usage-error.ts';

const OPTIONS = {
  staged: { type: 'boolean', help: 'judge the index against HEAD (and MERGE_HEAD), as a commit hook does' },
  rev: { type: 'string', value: 'REV', help: 'judge a commit against its parents' },
  base: {
    type: 'string',
    value: 'REV',
    multiple: true,
    help: 'with --rev: judge against this commit instead',
  },
  output: OUTPUT_OPTION,
  strict: { type: 'boolean', help: 'let what was wrong before count as much as what is new' },
} as const satisfies Options;

export const check = defineCommand({
  name: 'check',
  summary: 'judge the IDs: does one mean two things, or could it soon?',
  examples: [
    ['tidemark check', 'the work tree against HEAD; HEAD against its parents if nothing differs'],
    ['tidemark check --staged', 'what the next commit would hold'],
    ['tidemark check --rev HEAD~3', 'an earlier commit'],
    ['tidemark check --rev topic --base main', 'a branch, merged into main as CI would'],
    ['tidemark check --format json', 'the same for a program'],
    ['tidemark check --format accept', 'entries for .tidemark.yaml that excuse what was found'],
  ],
  options: OPTIONS,
  formats: FORMATS,
  run: async ({ options, targets, ...invocation }) => {
    const { cwd, configPath, style, io } = invocation;
    const target = targetOf(options);
    const { check } = await import('../../guard.ts');
    const report = await check({ cwd, configPath, target, strict: options.strict ?? false });
    return printReport(report, targets.length > 0 ? targets : targetsOfCi(io.env, cwd), { style, io });
  },
});

interface Chosen {
  readonly staged?: boolean;
  readonly rev?: string;
  readonly base?: readonly string[];
}

function targetOf({ staged, rev, base }: Chosen): CheckTarget {
  if (staged && rev !== undefined) throw usageError('--staged and --rev exclude each other.', 'check');
  if (base !== undefined && rev === undefined)
    throw usageError('--base needs --rev: what is to be judged?', 'check');
  if (rev !== undefined) return { kind: 'revision', revision: rev, bases: base ?? [] };
  return { kind: staged ? 'index' : 'worktree' };
}
