import type { ItemClaim } from '../ids/claim.ts';
import type { Some } from '../ids/group-by.ts';
import type { ItemId } from '../ids/item-id.ts';
import type { Scope, Version } from './timeline.ts';

/** One thing from beginning to end, whatever its ID and title were. */
export interface Life {
  readonly stays: readonly Stay[];
  readonly titles: ReadonlySet<string>;
}

/** A life under one of its IDs. */
export interface Stay {
  readonly life: Life;
  readonly key: string;
  readonly id: ItemId;
  /** Its entries under that ID, the newest first. */
  readonly entries: Some<ItemClaim>;
  /** The same, with the versions that have each. */
  readonly held: Some<Held>;
  /** The versions that have any of these entries. */
  readonly holders: Scope;
}

/** An entry, and the versions that have it, the newest first. */
export interface Held {
  readonly entry: ItemClaim;
  readonly holders: readonly Version[];
}
