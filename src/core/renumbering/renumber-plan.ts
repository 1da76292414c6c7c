import type { Reference } from './attribution.ts';
import type { Place } from '../ids/claim.ts';
import type { Claimant, Ownership } from './claimants.ts';
import type { Spell } from '../ids/spelling.ts';
import { formatItemId, splitLeadingId, type ItemId } from '../ids/item-id.ts';
import type { Succession } from './keeper.ts';

/** The plan for an ID that means several things. */
export interface Renumbering {
  readonly key: string;
  /** The ID as the files have it. */
  readonly name: string;
  /** The ledger of files that the number is of; absent for an ID of the backlog. */
  readonly ledger?: string;
  /** What keeps the ID; undefined if nothing else claims it. */
  readonly keeper: Claimant | undefined;
  readonly isBack: boolean;
  readonly parts: readonly RenumberPart[];
  /** All mentions of the ID that are left as they are. */
  readonly references: readonly Reference[];
}

/** Who leaves an ID, and who keeps it, if anyone. */
export interface PlannedSuccession extends Pick<Succession, 'yielding'> {
  readonly keeper: Claimant | undefined;
  /** Whether the keeper has another ID and gets this one back. */
  readonly isBack?: boolean;
}

/** The plan for one thing that does not keep the ID. */
export interface RenumberPart {
  readonly claimant: Claimant;
  readonly because: string;
  /** `undefined`: it is archived without an entry or a directory of its own, so nothing is left that could get a new ID; or `stays` says why. */
  readonly to: ItemId | undefined;
  /** Why it may not move, as a sentence without a full stop. */
  readonly stays?: string | undefined;
  /** The new ID as the files would have it. */
  readonly name: string | undefined;
  readonly edits: readonly IdEdit[];
  readonly moves: readonly FileMove[];
  /** Every file that gets another path. */
  readonly files: readonly FileMove[];
}

/** Replaces the first mention of ID `from` at or after `place` (columns count from 1, in the units of the text that is edited). */
export interface IdEdit {
  readonly what:
    | 'item'
    | 'dependency'
    | 'origin'
    | 'heading'
    | 'document'
    | 'number'
    | 'link'
    | 'predecessor';
  readonly place: Place;
  readonly from: string;
  readonly to: string;
}

/** A directory or, once those have moved, a file that gets another name. Paths are relative to the repository's root. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** What the disk has of the directories that may move. */
export interface Contents {
  /** Files of directories that several claimants share, and whose they are. */
  readonly strays: readonly Stray[];
  /** Every file below a directory, by paths relative to the root. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Headings and `**ID:**` lines of those files that carry the ID. */
  readonly defining: readonly Reference[];
}

export interface Stray {
  readonly path: string;
  /** The directory that claims the ID, as a part of the path. */
  readonly directory: string;
  readonly owner: Claimant;
}

/**
 * Whether anything is left of a claimant that could get a new ID: an item, a directory, or the last worklog entry of an archived item. Where no
 * version has the item, as one commit drew and archived it, a side has to have that entry: one that is just written may only be mistaken.
 */
export function canMove({ items, headings, directories }: Claimant): boolean {
  const isLogged = headings.some(
    (seen) => seen.claim.terminal && isOwn(seen) && (items.length > 0 || seen.parties.length > 0),
  );
  return isLogged || [...items, ...directories].some(({ present }) => present);
}

/** Headings of the common past stay, as far as others may have them: they are cited elsewhere. */
function isOwn({ present, parties, unpublished }: Claimant['headings'][number]): boolean {
  return present && (unpublished === true || !parties.some(({ past }) => past));
}

/**
 * Plans a new ID for each claimant that gives way: one of `ids` each for those that can move, in order, written as `spell` does. Pure: writes nothing, draws nothing.
 */
export function planRenumbering(
  ownership: Ownership,
  { keeper, isBack = false, yielding }: PlannedSuccession,
  ids: readonly ItemId[],
  references: readonly Reference[],
  contents: Contents,
  spell: Spell = formatItemId,
): Renumbering {
  const left = [...ids];
  const parts = yielding.map(({ claimant, because }): RenumberPart => {
    const to = canMove(claimant) ? left.shift() : undefined;
    if (!to) return { claimant, because, to, name: undefined, edits: [], moves: [], files: [] };
    const written = spell(to);
    const edits = editsOf(ownership.key, claimant, written, references, contents);
    return {
      claimant,
      because,
      to,
      name: written,
      edits,
      ...movesOf(claimant, ownership.key, written, contents),
    };
  });
  const edited = new Set(parts.flatMap(({ edits }) => edits.map(({ place }) => placeName(place))));
  return {
    key: ownership.key,
    name: ownership.name,
    keeper,
    isBack,
    parts,
    references: [...references, ...contents.defining].filter(({ place }) => !edited.has(placeName(place))),
  };
}

function editsOf(
  from: string,
  claimant: Claimant,
  to: string,
  references: readonly Reference[],
  { defining }: Contents,
): readonly IdEdit[] {
  const edit = (what: IdEdit['what'], place: Place): IdEdit => ({ what, place, from, to });
  const mine = ({ meaning }: Reference): boolean => meaning === claimant;
  return [
    ...claimant.items.filter(({ present }) => present).map(({ claim }) => edit('item', claim.place)),
    ...references.filter(mine).flatMap(({ role, place }) => (role === 'prose' ? [] : [edit(role, place)])),
    ...claimant.headings.filter(isOwn).map(({ claim }) => edit('heading', claim.place)),
    ...defining.filter(mine).map(({ place }) => edit('document', place)),
  ];
}

function movesOf(
  claimant: Claimant,
  key: string,
  to: string,
  { files, strays }: Contents,
): Pick<RenumberPart, 'moves' | 'files'> {
  const single = strays
    .filter(({ owner }) => owner === claimant)
    .map(({ path, directory }) => {
      const target = renamed(directory, key, to) + path.slice(directory.length);
      return { from: path, to: renamed(target, key, to) };
    });
  const moving = claimant.directories.filter(({ present }) => present).map(({ claim }) => claim);
  const parts = moving.map(({ place: { path } }) => {
    const target = renamed(path, key, to);
    const inside = (files.get(path) ?? []).map((from) => {
      const moved = target + from.slice(path.length);
      return { from, moved, to: renamed(moved, key, to) };
    });
    const documents = inside.filter((file) => file.moved !== file.to);
    return {
      moves: [{ from: path, to: target }, ...documents.map((file) => ({ from: file.moved, to: file.to }))],
      files: inside.map((file) => ({ from: file.from, to: file.to })),
    };
  });
  return {
    moves: [...parts.flatMap(({ moves }) => moves), ...single],
    files: [...parts.flatMap(({ files }) => files), ...single],
  };
}

/** The path with the ID at the start of its last name replaced; the path itself if that name starts otherwise. */
function renamed(path: string, key: string, to: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const leading = splitLeadingId(name);
  if (!leading || formatItemId(leading.id) !== key) return path;
  const rest = leading.rest === '' ? name.slice(name.search(/_?$/u)) : `_${leading.rest}`;
  return `${path.slice(0, path.length - name.length)}${to}${rest}`;
}

function placeName({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`;
}
