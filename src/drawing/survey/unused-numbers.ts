import { listDrawn } from '../../adapters/disk/drawn-numbers.ts';
import { readWorkFile } from '../../adapters/disk/work-files.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listWorktrees } from '../../adapters/git/clone.ts';
import { rowOf } from '../../core/ids/claim-groups.ts';
import { formatTimestamp } from '../../core/ids/timestamp.ts';
import { scanAllNumbers } from '../../formats/backlog/scan/scan-numbers.ts';
import { placesElsewhere } from '../../reading/settings.ts';
import { openWorkbench } from '../../writing/workbench.ts';
import type { Where } from '../../writing/workbench.ts';
import { gatherNumbers } from './known-numbers.ts';
import { prefixesOf } from './prefix-choice.ts';

/** A number that was drawn, and that nothing has. */
export interface UnusedNumber {
  readonly number: number;
  /** The ID that it would make; null where it is not clear which prefix it was drawn for. */
  readonly id: string | null;
  /** When it was drawn, RFC 3339. */
  readonly drawn: string;
}

/**
 * The numbers that were drawn in this clone and that no item has, or ever had in any commit, nor an entry or a directory here: those of
 * `next --take`, and of commands that failed or were undone. What every mark has passed for a day is forgotten. Throws `no-backlog`,
 * `history-missing`.
 */
export async function unusedNumbers(where: Where): Promise<readonly UnusedNumber[]> {
  const { repository, worktree, local, path } = await openWorkbench(where);
  const drawn = await listDrawn(repository.commonDir, worktree.settings.name);
  if (drawn.length === 0) return [];
  const known = await gatherNumbers(repository, worktree, { bases: [], history: true }, local);
  const ignored = worktree.snapshot.ignored ?? [];
  const claimed = [...known.items, ...known.traces, ...known.past, ...ignored.map(rowOf)].map(
    ({ number }) => number,
  );
  const places = placesElsewhere(worktree.settings, path);
  const used = new Set([...claimed, ...(await numbersBeside(repository, places))]);
  const { configured, used: inUse } = prefixesOf(worktree, known);
  const [prefix] = configured.length > 0 ? configured : inUse.length === 1 ? inUse : [];
  return drawn
    .filter(({ number }) => !used.has(number))
    .map(({ number, at }) => {
      const id = prefix === undefined ? null : known.spell({ prefix, number });
      return { number, id, drawn: formatTimestamp(at) };
    });
}

/** What the backlogs of the other worktrees have on disk. */
async function numbersBeside(
  { root, commonDir }: Repository,
  places: readonly string[],
): Promise<readonly number[]> {
  const siblings = (await listWorktrees(commonDir)).filter((sibling) => sibling !== root);
  const files = siblings.flatMap((sibling) =>
    places.map(async (path) => readWorkFile(sibling, path).catch(() => undefined)),
  );
  const texts = (await Promise.all(files)).flatMap((bytes) =>
    bytes ? [Buffer.from(bytes).toString('latin1')] : [],
  );
  return texts.flatMap(scanAllNumbers);
}
