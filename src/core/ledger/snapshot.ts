import type { NamedBacklog } from './named-backlog.ts';
import type { LedgerTerms } from './files/file-ledger.ts';
import type {
  Claim,
  DirectoryClaim,
  HeadingClaim,
  ItemClaim,
  NamedId,
  NearMiss,
  Place,
} from '../ids/claim.ts';
import type { ItemId } from '../ids/item-id.ts';

/** `next_item_id`: the highest number ever assigned, shared by all prefixes. `state` says what the file has in its place. */
export type Mark =
  | { readonly state: 'absent' }
  | { readonly state: 'valid'; readonly value: number; readonly place: Place }
  | { readonly state: 'invalid'; readonly text: string; readonly place: Place };

/** An item whose ID is not a `PREFIX-NUMBER` that fits a u32, or that spells a key in another case. */
export interface MalformedId {
  readonly text: string;
  readonly title: string;
  readonly place: Place;
  /** A key that the item has instead of `id` or `title`, as it is spelled. */
  readonly misspelled?: string;
}

/** A list beside `items` whose entries have IDs: they claim nothing. */
export interface OtherList {
  /** Its key. */
  readonly name: string;
  readonly ids: readonly ItemId[];
  readonly place: Place;
}

/** What BACKLOG.yaml claims. */
export interface Backlog {
  readonly path: string;
  readonly items: readonly ItemClaim[];
  readonly malformed: readonly MalformedId[];
  /** Absent for none. */
  readonly otherLists?: readonly OtherList[];
  readonly mark: Mark;
  /** Every `pipeline_type` in use: such words say nothing as the slug of a document. */
  readonly pipelineTypes: readonly string[];
  /** Places where readers understand a text differently that is not a claim. Absent if there are none. */
  readonly remarks?: readonly TextProblem[];
}

/** What one version of a ledger says. Versions share equal entries, which are one value then. */
export interface LedgerState {
  readonly path: string;
  readonly entries: readonly ItemClaim[];
  /** The number that its mark means; undefined where it has none. */
  readonly mark: number | undefined;
  /** The higher of mark and highest entry; 0 without either. */
  readonly line: number;
  /** How many lines further down than its places say each of `entries` is; absent where all are just there. */
  readonly drift?: Int32Array | undefined;
}

/** What is wrong with a text, and where. */
export interface TextProblem {
  readonly message: string;
  readonly place: Place;
}

/** What a snapshot has at the path of the backlog. */
export type BacklogState =
  | { readonly state: 'readable'; readonly backlog: Backlog }
  | {
      readonly state: 'unreadable';
      readonly path: string;
      readonly problems: readonly TextProblem[];
      /** There are conflict markers in it, or git holds several versions of it. */
      readonly conflict?: boolean;
    }
  /** `path` is where the snapshot's own configuration looks first; `note` mentions a link or a submodule there. */
  | { readonly state: 'missing'; readonly path: string; readonly note?: string };

/** A file below the directories of changes. */
export interface ChangeFile {
  readonly path: string;
  /** Full hex; undefined where only the disk has it. */
  readonly oid: string | undefined;
  /** Of a file on disk: the object that the index has in its place. */
  readonly indexed?: string | undefined;
}

/** The guarded files as one commit, the index or the work tree has them. */
export interface Snapshot {
  /** For people: `index`, `work tree`, `HEAD`, `main`, an abbreviated commit. */
  readonly label: string;
  readonly commit: string | undefined;
  readonly backlog: BacklogState;
  readonly headings: readonly HeadingClaim[];
  /** Worklog files that are in conflict: for each, where its first conflict marker is. */
  readonly worklogProblems?: readonly TextProblem[];
  /** Every directory whose name begins with something like an ID; which of them claim depends on the known prefixes. */
  readonly directories: readonly DirectoryClaim[];
  /** What nearly claims an ID; which prefixes are known decides here, too. Absent for none. */
  readonly nearMisses?: readonly NearMiss[];
  /** Where its own configuration has its other files. */
  readonly places?: { readonly worklog: string; readonly changes: string };
  /** What is below the directories of changes, in git's order; absent where nobody asks what is new there. */
  readonly files?: readonly ChangeFile[];
  /** Only in the candidate: the IDs that new or changed documents name as their own. */
  readonly named?: readonly NamedId[];
  /** Prefixes that this snapshot's configuration and TOML file name, upper-case. */
  readonly prefixes: readonly string[];
  /** The ledgers of files that its configuration names; absent for none. */
  readonly ledgers?: readonly LedgerTerms[];
  /** The backlogs that it names beside the one at the top; absent for none. */
  readonly backlogs?: readonly NamedBacklog[];
  /** Only in the work tree: claims in files that git ignores. The mark must not be below them; nothing else counts them. */
  readonly ignored?: readonly Claim[];
}
