import { enumerate } from '../../core/messages/wording.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import type { UsualFormat } from '../command.ts';
import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';
import type { Initiation } from '../../wiring/init.ts';
import type { Outcome } from '../command.ts';

type FoundLedger = Initiation['found'][number];

interface Terms {
  readonly format: UsualFormat;
  readonly style: Style;
  readonly dryRun: boolean;
}

/** What was found, and what was written or would be: with `--dry-run` the diff stands alone on standard output. */
export async function initOutcome(
  initiation: Initiation,
  { format, style, dryRun }: Terms,
): Promise<Outcome> {
  const { found, configured, backlog, path, before, after } = initiation;
  const isChanged = before !== after;
  const { unifiedDiff } = await import('../../writing/unified-diff.ts');
  const diff = unifiedDiff(path, before, after);
  if (format === 'json') {
    const written = isChanged && !dryRun;
    return { code: 0, stdout: jsonText({ version: 1, path, backlog, configured, found, written, diff }) };
  }
  const lines = [
    ...(backlog ? [backlogLine(backlog)] : []),
    ...found.map(ledgerLine),
    ...(found.length === 0 ? [nothingNew(configured)] : []),
    ...(isChanged && !dryRun ? nextSteps(initiation, style) : []),
  ];
  const text = style.quiet ? '' : `${lines.join('\n')}\n`;
  return dryRun ? { code: 0, stdout: diff, stderr: text } : { code: 0, stdout: text };
}

function backlogLine({ path, items, mark }: NonNullable<Initiation['backlog']>): string {
  return `${visible(path)}: a backlog of ${count(items, 'item')}, mark ${mark ?? 'none'}; it needs no configuration`;
}

function ledgerLine({ name, kind, path, entries, highest, doubles }: FoundLedger): string {
  const called = name === kind ? kind : `${name}, ${kind}`;
  const twice = doubles.length === 0 ? '' : `; several entries have ${visible(enumerate(doubles))}`;
  return (
    visible(
      `${path}: ${kind === 'backlog' ? count(entries, 'item') : count(entries, 'entry', 'entries')}, highest ${highest ?? 'none'} (${called})`,
    ) + twice
  );
}

function nothingNew(configured: readonly string[]): string {
  return configured.length === 0
    ? 'No folder has three numbered files that fit a kind. `ledgers:` in .tidemark.yaml can name any folder.'
    : `Nothing else is numbered here; the configuration has ${visible(enumerate(configured))}.`;
}

function nextSteps({ path, before }: Initiation, { programs }: Style): readonly string[] {
  return [
    '',
    before === null ? `${path} is written.` : `${path} is extended; its other lines are unchanged.`,
    `Stage it: git add ${path}`,
    runnableText(
      '`tidemark check` checks what is here now, `tidemark audit` shows what the numbers have stood for.',
      programs,
    ),
  ];
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
