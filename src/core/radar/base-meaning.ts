import type { Claim } from '../ids/claim.ts';
import { nameOf } from '../ids/subject.ts';
import { ARCHIVED, titleOf } from '../identity/files/things.ts';
import type { Stay } from '../identity/life.ts';
import { isAbout } from '../identity/lives.ts';
import { hasLeft } from '../identity/moves.ts';
import { placedIn } from '../ledger/ledger-state.ts';
import { isHeldIn, type BranchTip, type Drawn, type Draws } from './branch-draws.ts';

/** What an ID means to a base: items it has or had last and that did not leave the ID; without any, headings and directories. */
export function meaningOfBase(
  { lives, pastOf }: Draws,
  base: BranchTip,
  key: string,
  isReusable: boolean,
): readonly Drawn[] {
  const past = pastOf(base);
  const held = lives.at(key).filter((stay) => isHeldIn(stay, past));
  const here = held.filter(({ entries }) => base.state.entries.some((entry) => entries.includes(entry)));
  const last = () => held.filter((stay) => !hasLeft(lives, stay, past));
  const standing = isReusable ? here.filter((stay) => !isFiled(base, stay)) : here.length > 0 ? here : last();
  const traces = [...base.headings, ...base.directories].filter((claim) => claim.key === key);
  const items = standing.map((stay) => itemThing(stay, base, traces));
  const [first, ...others] = traces;
  if (items.length > 0 || !first) return items;
  const holders: Drawn['holders'] = [{ tip: base, claims: [first, ...others] }];
  return [{ key, name: nameOf(first), life: undefined, holders, base }];
}

function isFiled({ state }: BranchTip, { entries }: Stay): boolean {
  return state.entries.some((entry) => entry.status === ARCHIVED && entries.includes(entry));
}

function itemThing(stay: Stay, base: BranchTip, traces: readonly Claim[]): Drawn {
  const here = base.state.entries.find((entry) => stay.entries.includes(entry));
  const item = here ? placedIn(base.state, here) : stay.entries[0];
  const own = traces.filter((trace) => isAbout(stay, trace));
  const holders: Drawn['holders'] = [{ tip: base, claims: [item, ...own] }];
  return { key: stay.key, name: titleOf(item), life: stay.life, holders, base };
}
