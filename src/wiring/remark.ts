import type { HookPlace } from '../adapters/git/hook-place.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** What an examination found. A problem leaves the repository unguarded; a note is good to know. */
export interface Remark {
  readonly level: 'problem' | 'note';
  /** A whole sentence. */
  readonly message: string;
  /** What to run or to write; may have several lines. */
  readonly remedy: string;
}

/** What every examination may look at. */
export interface Patient {
  readonly repository: Repository;
  readonly place: HookPlace;
  readonly local: LocalSettings;
}

export type Examine = (patient: Patient) => Promise<readonly Remark[]>;

export function problem(message: string, remedy: string): Remark {
  return { level: 'problem', message, remedy };
}

export function note(message: string, remedy: string): Remark {
  return { level: 'note', message, remedy };
}
