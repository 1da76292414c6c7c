import type { Policy } from '../../src/core/findings/policy.ts';

/** A thing that somebody meant to do. Its `token` is what its ID means, whatever its title becomes. */
export interface Thing {
  readonly token: string;
  readonly number: number;
  readonly title: string;
  /** Of a file: how often its text was edited, and what it is about if it was written anew. */
  readonly edition?: number;
  readonly body?: string;
}

export interface Entry extends Thing {
  readonly terminal: boolean;
  readonly at: string;
}

/** What a commit's configuration says; absent for nothing. */
export type TeamPolicy = Pick<Policy, 'rules' | 'accept'>;

/** The guarded files of one commit, as values. */
export interface Files {
  readonly policy?: TeamPolicy | undefined;
  /** Where the backlog stands; undefined where it is lost, and with it items and mark. */
  readonly path: string | undefined;
  readonly items: readonly Thing[];
  readonly mark: number;
  readonly headings: readonly Entry[];
  readonly directories: readonly Thing[];
}
