import type { Groups } from './group-by.ts';
import type { ItemId, WrittenId } from './item-id.ts';

/** A position in a guarded file, `path` relative to the repository's root. Line and column count from 1; columns are UTF-16 code units. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A numbered thing of a ledger: what identifies it, whatever the ledger's files are. */
export interface Entry {
  readonly kind: 'item';
  readonly id: ItemId;
  /** `formatItemId(id)`: equal for every spelling of one ID. */
  readonly key: string;
  /** The ID as the file has it, where that is not `key`. */
  readonly written?: string | undefined;
  /** The text of the `title` scalar; empty where the file has none. */
  readonly title: string;
  /** The text of the `created` scalar, quotes off. Compared as text, never as a date. */
  readonly created: string | undefined;
  /** What it is known by under any ID and title. Absent where `created` and title say all there is, as in a backlog. */
  readonly fingerprint?: string;
  /** Where the ID is written. */
  readonly place: Place;
}

/** An entry of `items` in BACKLOG.yaml whose ID the counter can protect. */
export interface ItemClaim extends Entry {
  readonly status: string | undefined;
  /** Where the `title` scalar is, if the item has one. */
  readonly titlePlace: Place | undefined;
  /** Where the `created` scalar is, if the item has one. */
  readonly createdPlace: Place | undefined;
}

/** A `## timestamp — ID (title)` heading of a worklog file. */
export interface HeadingClaim {
  readonly kind: 'heading';
  readonly id: ItemId;
  readonly key: string;
  readonly written?: string | undefined;
  readonly timestamp: string;
  readonly title: string;
  /** The entry says that the item left the backlog: done, merged or archived. */
  readonly terminal: boolean;
  readonly place: Place;
}

/** A directory `changes/ID_slug/`. */
export interface DirectoryClaim {
  readonly kind: 'directory';
  readonly id: ItemId;
  readonly key: string;
  readonly written?: string | undefined;
  /** What follows `ID_`; empty for a title without ASCII letters or digits. */
  readonly slug: string;
  /** The directory's own path, line 1. */
  readonly place: Place;
  /** What its documents name, each once. */
  readonly slugs: readonly string[];
  readonly documents: readonly ChangeDocument[];
  /** Documents right inside that are named after another ID; absent for none. */
  readonly strangers?: readonly NamedId[];
}

/** A document `ID_[slug_]TYPE.md` right inside a directory of changes, of that directory's ID. */
export interface ChangeDocument {
  readonly path: string;
  readonly slug: string | undefined;
  readonly type: string;
}

/** An ID that a document of changes says is its own: by its file name, its first heading or its `**ID:**` line. */
export interface NamedId {
  readonly by: 'name' | 'heading' | 'line';
  readonly id: ItemId;
  readonly key: string;
  /** In the document, or line 1 of it. */
  readonly place: Place;
}

/** Something that looks like a heading, a directory or a file that claims an ID, and does not claim one. */
export interface NearMiss {
  readonly kind: 'heading' | 'directory' | 'file';
  readonly id: ItemId;
  readonly key: string;
  /** The line, or the name of the directory or file. */
  readonly text: string;
  /** What it would have to be: a line, or the path of a directory. */
  readonly right: string;
  readonly place: Place;
}

/** A place that defines an ID. Prose never does. */
export type Claim = ItemClaim | HeadingClaim | DirectoryClaim;

/** A claim of which nothing but the ID is made before somebody asks for the rest. */
export interface Row<C extends Claim> extends WrittenId {
  /** Of a directory: every document in it that has a name is named after it alone. */
  readonly isPlain?: boolean;
  /** The very same value whenever it is asked for. */
  readonly claim: C;
}

/** Claims by the key of their ID, in the order of the files. */
export interface ByKey<C extends Claim> extends Groups<C> {
  /** All of them, in the order of the files, where they are not made yet: most questions need none of them, or few. */
  readonly rows?: readonly Row<C>[] | undefined;
}
