import type { Lives } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import { collide } from '../identity/moves.ts';
import { behind, type Version } from '../identity/timeline.ts';

/** An ID that means two things for good. */
export interface DoubleMeaning {
  readonly one: Stay;
  readonly other: Stay;
}

/** All of them in the history of a version: what an audit reports. */
export function doubleMeaningsIn(lives: Lives, tip: Version): readonly DoubleMeaning[] {
  const scope = behind(tip);
  const keys = new Set(lives.all.map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const stays = lives.at(key);
    const pairs = stays.flatMap((one, at) => stays.slice(at + 1).map((other) => ({ one, other })));
    return pairs.filter(({ one, other }) => collide(lives, one, other, scope));
  });
}
