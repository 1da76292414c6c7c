import { remember } from '../ids/remember.ts';
import type { Stay } from '../identity/life.ts';
import { livesIn } from '../identity/lives.ts';
import { collide } from '../identity/moves.ts';
import { behind, timelineOfVersions, type Version } from '../identity/timeline.ts';
import type { LedgerVersion } from '../ledger/situation.ts';

/** What everybody starts from already. */
export interface Publication {
  /** The version of its tip, by its commit (full hex). */
  readonly commit: string;
  /** Every version behind it and behind the head, newest first. */
  readonly versions: readonly LedgerVersion[];
}

/**
 * Whether a version took over, without a merge, what has the ID in what everybody starts from, and renumbered its own: that is no collision.
 * The checks decide so, too (`Situation.beside`).
 */
export function isTakenOver(
  { commit: published, versions }: Publication,
  one: Stay,
  other: Stay,
  { commit }: Version,
): boolean {
  const lives = livesAmong(versions);
  const scope = behind(
    ...lives.timeline.versions.filter((version) => [commit, published].includes(version.commit)),
  );
  return !collide(lives, lives.stayOf(one.entries[0]), lives.stayOf(other.entries[0]), scope);
}

const livesAmong = remember((versions: readonly LedgerVersion[]) => livesIn(timelineOfVersions(versions)));
