import type { Addition } from '../../drawing/add.ts';
import type { AddedFiles } from '../../drawing/ledgers/add-file.ts';
import type { Format } from '../../reporters/formats.ts';
import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';
import type { Outcome } from '../command.ts';
import { noticesText } from '../output/notices.ts';

/** New IDs alone on standard output, a line each; with `--dry-run` the diff. */
export function additionOutcome(addition: Addition, format: Format, style: Style): Outcome {
  const { path, items, mark, diff, notices, shared = null } = addition;
  const ids = items.map(({ id }) => `${id}\n`).join('');
  const json = { version: 1, backlog: { path, mark }, items, shared, diff: diff ?? null, notices };
  return {
    code: 0,
    stdout: format === 'json' ? jsonText(json) : (diff ?? ids),
    stderr: noticesText(notices, style),
  };
}

/** The paths of new files, a line each; with `--dry-run` the diff. */
export async function addedFilesOutcome(
  { ledger, id, files, shared, notices }: AddedFiles,
  dryRun: boolean,
  format: Format,
  style: Style,
): Promise<Outcome> {
  const { unifiedDiff } = await import('../../writing/unified-diff.ts');
  const diff = dryRun ? files.map(({ path, text }) => unifiedDiff(path, null, text)).join('') : null;
  const json = {
    version: 1,
    ledger,
    id,
    files: files.map(({ path }) => path),
    shared: shared ?? null,
    diff,
    notices,
  };
  return {
    code: 0,
    stdout:
      format === 'json' ? jsonText(json) : (diff ?? files.map(({ path }) => `${visible(path)}\n`).join('')),
    stderr: noticesText(notices, style),
  };
}
