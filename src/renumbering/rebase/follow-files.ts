import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { formatItemId, splitLeadingId } from '../../core/ids/item-id.ts';
import type { Snapshot } from '../../core/ledger/snapshot.ts';
import type { FileMove } from '../../core/renumbering/renumber-plan.ts';
import { readChangeDirs } from '../../formats/change-dir.ts';
import { findMentions, isDefiningLine, replaceIds } from '../../formats/mentions/id-mentions.ts';
import type { ItemMove } from '../../formats/mentions/move-ids.ts';
import { toLatin1 } from '../../formats/text/latin1.ts';
import { entriesBelow, listFiles } from '../../reading/listing.ts';
import type { Reading } from '../../reading/snapshots.ts';
import type { Draft, DraftText } from '../merging/draft.ts';
import { isAbout } from './move-versions.ts';

export interface FollowedFiles {
  readonly moves: readonly FileMove[];
  /** By the paths before they move. */
  readonly texts: readonly (readonly [path: string, text: DraftText])[];
  /** What directories there are then. */
  readonly directories: Snapshot['directories'];
}

/** Files of changes that came under the former ID of something: they go where that has its directory now. */
export async function followFiles(
  repository: Repository,
  { reading, texts }: Draft,
  onto: Reading,
  moves: readonly ItemMove[],
): Promise<FollowedFiles> {
  const { changes } = reading.settings;
  const listing = await listFiles(repository, { kind: 'worktree', ignored: false }, [changes]);
  const paths = entriesBelow(listing, changes).map(({ path }) => path);
  const there = new Set(paths);
  const planned = await Promise.all(
    paths.map(async (from) => {
      const found = followed(from, changes, moves);
      const isOld = found && (await onto.read(from)) !== undefined;
      return found && !isOld && !there.has(found.to) ? [{ from, ...found }] : [];
    }),
  );
  const followers = planned.flat();
  const edits = followers.map(async ({ from, move }) => {
    const disk = texts.get(from)?.disk ?? (await readWorkFile(rootOf(repository), from));
    const content = disk && defined(from, texts.get(from)?.content ?? disk, move);
    return disk && content ? [[from, { disk, content }] as const] : [];
  });
  const targets = new Map(followers.map(({ from, to }) => [from, to]));
  return {
    moves: followers.map(({ from, to }) => ({ from, to })),
    texts: (await Promise.all(edits)).flat(),
    directories: readChangeDirs(changes, paths.map((path) => targets.get(path) ?? path).toSorted()),
  };
}

/** Where a file belongs whose directory, or whose name in the new directory, has the former ID. */
function followed(
  path: string,
  changes: string,
  moves: readonly ItemMove[],
): { readonly to: string; readonly move: ItemMove } | undefined {
  const [directory = '', ...rest] = path.slice(changes.length + 1).split('/');
  const leading = splitLeadingId(directory);
  const key = leading && formatItemId(leading.id);
  const move = moves.find(({ from, to, ...moved }) => {
    return key === to || (key === from && (leading?.rest === '' || isAbout(leading?.rest ?? '', moved)));
  });
  if (!move || rest.length === 0) return undefined;
  const to = [changes, ...[directory, ...rest].map((name) => renamed(name, move))].join('/');
  return to === path ? undefined : { to, move };
}

function renamed(name: string, move: ItemMove): string {
  const leading = splitLeadingId(name);
  if (!leading || formatItemId(leading.id) !== move.from) return name;
  return move.name + name.slice(name.search(/_|$/u));
}

/** The text with the new ID in its heading and its line `**ID:**`; undefined where it has neither. */
function defined(path: string, content: Uint8Array, { from, name }: ItemMove): Uint8Array | undefined {
  if (!path.endsWith('.md')) return undefined;
  const text = toLatin1(content);
  const mentions = findMentions(text, from).filter((mention) => isDefiningLine(mention.text));
  const edits = mentions.map(({ line, column }) => ({ line, column, from, to: name }));
  const now = edits.length > 0 ? replaceIds(text, edits) : undefined;
  return now === undefined ? undefined : Buffer.from(now, 'latin1');
}
