import { openObjects } from '../../adapters/git/objects.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import { sketchOf, type Sketch } from '../../core/identity/files/similarity.ts';
import { ItemPool } from '../../core/ledger/item-pool.ts';
import type { HeadingClaim } from '../../core/ids/claim.ts';
import type { LedgerState } from '../../core/ledger/snapshot.ts';
import { parseNextBacklog, parseWorklogOnce } from '../../reading/parse-once.ts';
import { askTolerantly } from './tolerant.ts';

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

/** How many bytes one git may be asked for, by a guess; half of it at a time where the guess was far too low. */
const MAX_BYTES = 0x8000000;

export function nameOfFile({ path, oid }: Pick<WantedFile, 'path' | 'oid'>): string {
  return `${oid} ${path}`;
}

/** Reads files, each once, some at a time; what cannot be read is left out. `guess` says how large one may be. */
export async function readContents(
  { directory }: Repository,
  files: Iterable<WantedFile>,
  guess: number,
): Promise<Contents> {
  const wanted = [...new Map([...files].map((file) => [nameOfFile(file), file])).values()];
  const backlogs = new Map<string, LedgerState | null>();
  const worklogs = new Map<string, readonly HeadingClaim[]>();
  const texts = new Map<string, Sketch>();
  const pool = new ItemPool();
  const size = Math.max(Math.floor(MAX_BYTES / guess), 1);
  for (let at = 0; at < wanted.length; at += size) {
    await askTolerantly(wanted.slice(at, at + size), async (some) => {
      const { read } = openObjects(directory);
      const objects = await Promise.all(some.map(async ({ oid }) => readExisting(read, oid)));
      for (const [index, file] of some.entries()) {
        const content = objects[index]?.content ?? Buffer.alloc(0);
        if (file.kind === 'text') {
          texts.set(file.oid, sketchOf(content));
          continue;
        }
        if (file.kind === 'worklog') {
          worklogs.set(nameOfFile(file), parseWorklogOnce(file.path, content).headings);
          continue;
        }
        const state = await parseNextBacklog(file.path, content);
        backlogs.set(nameOfFile(file), state.state === 'readable' ? pool.share(state.backlog) : null);
      }
    });
  }
  return { backlogs, worklogs, texts };
}
