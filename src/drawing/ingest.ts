import { add } from './add.ts';
import type { Addition } from './add.ts';
import { readInput } from '../adapters/disk/work-files.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { withDefaults } from './draft-fields.ts';
import type { DrawOptions } from './number-draw.ts';
import { TidemarkError } from '../errors.ts';
import { parseFollowUps } from '../formats/backlog/follow-ups.ts';
import { decodeUtf8 } from '../formats/text/utf8.ts';
import type { Where } from '../writing/workbench.ts';

/** A list of follow-ups: the path of a file, relative to where the caller stands, or its text. */
export type FollowUpSource = { readonly file: string } | { readonly text: string };

export interface IngestOptions extends DrawOptions {
  /** For those that name none themselves. */
  readonly origin?: string | undefined;
  /** Likewise, any other field: `key=value`. */
  readonly set?: readonly string[] | undefined;
}

/**
 * Adds follow-ups, a YAML or JSON list of titles or objects with a title, as new items: all of them, or none.
 * Throws `usage` for a list that does not fit, and whatever `add` throws.
 */
export async function ingest(
  where: Where,
  source: FollowUpSource,
  { origin, set = [], ...options }: IngestOptions,
): Promise<Addition> {
  const drafts = await readFollowUps(where, source);
  const originating = drafts.map((draft) => ({ origin, ...draft }));
  return add(where, set.length > 0 ? withDefaults(originating, set) : originating, options);
}

async function readFollowUps({ cwd }: Where, source: FollowUpSource): Promise<readonly Draft[]> {
  const name = 'file' in source ? source.file : 'standard input';
  const bytes = 'file' in source ? await readInput(cwd, source.file) : Buffer.from(source.text);
  const decoded = decodeUtf8(bytes);
  const reading = 'text' in decoded ? parseFollowUps(decoded.text) : { problem: decoded.fault.message };
  if ('followUps' in reading) return reading.followUps;
  throw new TidemarkError(
    'usage',
    `${name}: ${reading.problem}.`,
    'It takes a list of titles, or of mappings with a `title`.',
  );
}
