import { readInTurn } from '../../adapters/git/objects-in-turn.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { sketchOf, type Sketch } from '../../core/identity/files/similarity.ts';
import { ItemPool } from '../../core/ledger/item-pool.ts';
import type { HeadingClaim } from '../../core/ids/claim.ts';
import type { LedgerState } from '../../core/ledger/snapshot.ts';
import { parseNextBacklog } from '../../reading/parse-once.ts';
import { askTolerantly } from './tolerant.ts';
import { headingsOnce } from '../../formats/worklog/read-once.ts';

/** A file by its path and the full hex name of its content. */
export interface WantedFile {
  readonly path: string;
  readonly oid: string;
  /** A text is one of a ledger of files. */
  readonly kind: 'backlog' | 'worklog' | 'text';
}

/** What files say, by `nameOfFile`. */
export interface Contents {
  /** Null for what is no readable backlog. */
  readonly backlogs: ReadonlyMap<string, LedgerState | null>;
  readonly worklogs: ReadonlyMap<string, readonly HeadingClaim[]>;
  /** By the full hex names of contents. */
  readonly texts: ReadonlyMap<string, Sketch>;
}

export function nameOfFile({ path, oid }: Pick<WantedFile, 'path' | 'oid'>): string {
  return `${oid} ${path}`;
}

/** Reads files, each once; what cannot be read is left out. */
export async function readContents(
  { directory }: Repository,
  files: Iterable<WantedFile>,
): Promise<Contents> {
  const contents = { backlogs: new Map(), worklogs: new Map(), texts: new Map() } satisfies Contents;
  const pool = new ItemPool();
  const wanted = groupBy(files, ({ oid }) => oid);
  await askTolerantly([...wanted.keys()], async (some) => {
    for await (const { oid, content } of readInTurn(directory, some))
      for (const file of wanted.get(oid) ?? []) await take(contents, pool, file, content);
  });
  return contents;
}

interface Taken {
  readonly backlogs: Map<string, LedgerState | null>;
  readonly worklogs: Map<string, readonly HeadingClaim[]>;
  readonly texts: Map<string, Sketch>;
}

async function take(
  { backlogs, worklogs, texts }: Taken,
  pool: ItemPool,
  file: WantedFile,
  content: Uint8Array,
): Promise<void> {
  const name = nameOfFile(file);
  if (file.kind === 'text') {
    if (!texts.has(file.oid)) texts.set(file.oid, sketchOf(content));
  } else if (file.kind === 'worklog') {
    if (!worklogs.has(name)) worklogs.set(name, headingsOnce(file.path, content));
  } else if (!backlogs.has(name)) {
    const state = await parseNextBacklog(file.path, content);
    backlogs.set(name, state.state === 'readable' ? pool.share(state.backlog) : null);
  }
}
