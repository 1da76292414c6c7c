import type { KindName } from '../../core/ledger/files/file-ledger.ts';

/** What a name says. */
export interface NameReading {
  /** Upper-case; empty for kinds whose numbers have none. */
  readonly prefix: string;
  /** The parts of the number, digits alone, as the name has them; the last may end in a small letter. */
  readonly parts: readonly string[];
  /** Prefix and number as the name has them. */
  readonly written: string;
  readonly stem: string;
  /** What keeps two files of one number and stem apart; empty where they belong together. */
  readonly apart?: string;
  /** The half of a pair that undoes the other one: people mean the other one by the name. */
  readonly isUndoing?: boolean;
  readonly isArchived?: boolean;
  /** Why the name is not quite as the kind's names are, as the end of a sentence. */
  readonly odd?: string;
}

/** A name that is nearly one of the kind's, and claims nothing. */
interface OddReading {
  readonly odd: string;
}

/** What a text of a new entry is made of. */
export interface FreshValues {
  /** The number as the name has it, with its prefix: `0042`, `task-13`. */
  readonly id: string;
  /** Without prefix and zeros. */
  readonly number: string;
  readonly title: string;
  /** `2026-02-12`. */
  readonly date: string;
  /** The path of the new file. */
  readonly path: string;
  /** What the entries of the highest number so far are called: `0041_add_users`. */
  readonly previous: readonly string[];
}

/** How a new entry begins. */
interface FreshEntry {
  /** Its files where there is no other entry to go by, relative to the folder. */
  readonly examples: readonly string[];
  /** Where new ones are, relative to the folder; where the others are, if this is not said. */
  readonly folder?: string;
  /** Others are not gone by. */
  readonly extension?: string;
  readonly text: (values: FreshValues) => string;
}

/** A kind of ledger, as data. */
export interface Kind {
  readonly name: KindName;
  /** For people: `0007-slug.md`. */
  readonly names: string;
  /** What the number of a first entry comes after, written as wide. */
  readonly zero: string;
  /** Where such a folder usually is; `*` stands for one name. */
  readonly usualPaths: readonly string[];
  /** Reads a path relative to the ledger's folder; undefined for companions, placeholders, and what stands elsewhere. */
  readonly read: (path: string) => NameReading | OddReading | undefined;
  /** The usual names in full, with number, stem, and `up` or `down`: nearly all are such, and one expression is quicker than `read`, which says the same of them. */
  readonly plain?: RegExp;
  /** Zeros at the end of a number do not count, as in versions. */
  readonly isVersion?: boolean;
  /** Numbers that stand for one that is still to come. */
  readonly placeholder?: RegExp;
  readonly reuse: 'error' | 'warning';
  readonly order: boolean;
  /** Files of the folder that name entries and that only another program can write; `why` is a sentence that says what to run. */
  readonly registers?: readonly { readonly file: string; readonly why: string }[];
  /** Numbers of several parts are below the one before their last part: `12.1` is of `12`. */
  readonly isNested?: boolean;
  /** What people put before the number where they mean one of these. */
  readonly calledBy?: string;
  readonly fresh: FreshEntry;
  /** Where else the number is. */
  readonly alsoIn: 'heading' | 'id' | 'nowhere';
}
