import type { Version } from '../identity/timeline.ts';
import type { Thing } from './things.ts';

/** Two things that had one ID in one history. */
export interface Collision {
  readonly key: string;
  /** In the order in which they came. */
  readonly one: Thing;
  readonly other: Thing;
  /** The first version that comes of both; undefined where they are on branches that nobody has merged. */
  readonly since: Version | undefined;
  /** `reused`: entries of files that came one after the other; `apart`: the head has at most one of them. */
  readonly state: 'open' | 'fixed' | 'reused' | 'apart';
  readonly ending: Ending | undefined;
}

/** How a collision was fixed. */
export interface Ending {
  readonly version: Version;
  readonly thing: Thing;
  /** The ID that it has since; undefined where it was removed. */
  readonly to: string | undefined;
}
