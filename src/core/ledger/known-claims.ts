import type { ByKey, Claim, DirectoryClaim, HeadingClaim, ItemClaim } from '../ids/claim.ts';
import { groupsUnlike } from '../ids/claim-groups.ts';
import { remember } from '../ids/remember.ts';
import { agreesWithAny } from '../ids/subject.ts';
import type { BaseView, View } from './view.ts';

/** An item of the candidate and one base; among the new ones, a base that has no item of its ID. */
export interface ItemAndBase {
  readonly item: ItemClaim;
  readonly base: BaseView;
}

/** What no base has. */
export interface News {
  readonly newItems: readonly ItemAndBase[];
  readonly newHeadings: readonly HeadingClaim[];
  readonly newDirectories: readonly DirectoryClaim[];
}

/** Looks for what no base has. */
export function newsIn(candidate: View, bases: readonly BaseView[]): News {
  const [base] = bases;
  const knowHeading = (heading: HeadingClaim): boolean => bases.some((one) => hasHeading(one, heading));
  const knowDirectory = (claim: DirectoryClaim): boolean => bases.some((one) => hasDirectory(one, claim));
  return {
    newItems: findNewItems(candidate, bases),
    newHeadings: newClaims(candidate.headings, base?.headings, knowHeading),
    newDirectories: newClaims(candidate.directories, base?.directories, knowDirectory),
  };
}

/** The claims that nobody knows; what one base has as it is, it knows. */
function newClaims<C extends Claim>(
  claims: ByKey<C>,
  base: ByKey<C> | undefined,
  isKnown: (claim: C) => boolean,
): readonly C[] {
  const found: C[] = [];
  for (const list of base ? groupsUnlike(claims, base) : claims.values()) {
    for (const claim of list) if (!isKnown(claim)) found.push(claim);
  }
  return found;
}

/** Whether a view has a heading. It is identified by its timestamp, wherever it is. */
export function hasHeading({ headings }: View, heading: HeadingClaim): boolean {
  const known = headings.get(heading.key);
  return known !== undefined && timestampsOf(known).has(heading.timestamp);
}

/** Whether a view has a directory, which is known by its slug. */
export function hasDirectory({ directories }: View, directory: DirectoryClaim): boolean {
  const known = directories.get(directory.key);
  return known !== undefined && slugsOf(known).has(directory.slug);
}

const timestampsOf = remember(
  (headings: readonly HeadingClaim[]) => new Set(headings.map(({ timestamp }) => timestamp)),
);

const slugsOf = remember(
  (directories: readonly DirectoryClaim[]) => new Set(directories.map(({ slug }) => slug)),
);

function findNewItems(candidate: View, bases: readonly BaseView[]): readonly ItemAndBase[] {
  return bases
    .filter(({ backlog }) => backlog)
    .flatMap((base) => missingFrom(candidate.items)(base.items).map((item) => ({ item, base })));
}

/** Items that do not look like what a base has under their ID. */
export function findOtherItems(candidate: View, bases: readonly BaseView[]): readonly ItemAndBase[] {
  return bases.flatMap((base) => differingFrom(candidate.items)(base.items).map((item) => ({ item, base })));
}

const differingFrom = remember((items: ByKey<ItemClaim>) =>
  remember((known: ByKey<ItemClaim>): readonly ItemClaim[] => {
    const differing: ItemClaim[] = [];
    for (const own of groupsUnlike(items, known)) {
      const others = known.get(own[0].key);
      for (const item of own) if (others && !agreesWithAny(others, item)) differing.push(item);
    }
    return differing;
  }),
);

/** Of each ID the first item; the same two backlogs are compared several times. */
const missingFrom = remember((items: ByKey<ItemClaim>) =>
  remember((known: ByKey<ItemClaim>): readonly ItemClaim[] =>
    groupsUnlike(items, known).flatMap(([first]) => (known.has(first.key) ? [] : [first])),
  ),
);
