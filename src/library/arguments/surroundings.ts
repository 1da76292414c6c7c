import { resolve } from 'node:path';

import { FLAG, optional, TEXT } from './kinds.ts';

/** Where a function works. Whatever is left out has a default. */
export interface Surroundings {
  /** Any directory of the repository, relative or absolute. By default the current one. */
  readonly cwd?: string | undefined;
  /** A configuration file to use in place of the repository's own `.tidemark.yaml`; relative to `cwd`. */
  readonly configPath?: string | undefined;
}

/** Where a function works that changes files. */
export interface LockedSurroundings extends Surroundings {
  /**
   * Take over a lock that a process of another host or container has not touched for ten minutes. By default the function waits thirty seconds, and
   * throws `locked`.
   */
  readonly breakLock?: boolean | undefined;
}

/** Which backlog a function is about. */
export interface OfBacklog {
  /** The `name` of a backlog in the configuration, `backlog` for the one at its top. By default the only one. */
  readonly ledger?: string | undefined;
}

export const OF_BACKLOG = { ledger: optional(TEXT) };
export const SURROUNDINGS = { cwd: optional(TEXT), configPath: optional(TEXT) };
export const LOCKED_SURROUNDINGS = { ...SURROUNDINGS, breakLock: optional(FLAG) };

/** The same with nothing left open. */
export function placed({ cwd = '.', configPath }: Surroundings) {
  return { cwd: resolve(cwd), configPath };
}

export function placedWithLock({ breakLock = false, ...where }: LockedSurroundings) {
  return { ...placed(where), breakLock };
}
