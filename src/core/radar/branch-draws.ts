import type { Claim, DirectoryClaim, HeadingClaim, ItemClaim } from '../ids/claim.ts';
import { claimsAgree, nameOf, subjectOf, subjectsAgree } from '../ids/subject.ts';
import { remember } from '../ids/remember.ts';
import { titleOf } from '../identity/files/things.ts';
import type { Life, Stay } from '../identity/life.ts';
import { isAbout, livesIn, type Lives } from '../identity/lives.ts';
import { behind, timelineOfVersions, type Scope } from '../identity/timeline.ts';
import { placedIn } from '../ledger/ledger-state.ts';
import type { LedgerVersion } from '../ledger/situation.ts';
import type { LedgerState } from '../ledger/snapshot.ts';

/** A branch as a radar sees it. */
export interface BranchTip {
  /** What people call it: `topic`, `origin/topic`. */
  readonly ref: string;
  /** What `git switch` takes to get there, as words of a shell. */
  readonly switchTo: string;
  /** Equal for a branch and its copy on a remote. */
  readonly branch: string;
  /** Full hex. */
  readonly commit: string;
  /** The version of the ledger that it has, where another commit made that. */
  readonly version?: string;
  readonly author: string;
  /** RFC 3339. */
  readonly date: string;
  readonly state: LedgerState;
  readonly headings: readonly HeadingClaim[];
  readonly directories: readonly DirectoryClaim[];
}

/** The input of a radar. */
export interface RadarGround {
  /** The name of the ledger in the configuration; null for the backlog. */
  readonly ledger: string | null;
  /** New numbers have to be higher than those of the bases. */
  readonly ordered: boolean;
  /** What branches will be merged into, the most important first. */
  readonly bases: readonly BranchTip[];
  readonly tips: readonly BranchTip[];
  /** The versions of the tips and of the bases, with all ancestors of the bases. */
  readonly versions: readonly LedgerVersion[];
  /** Directories that any base ever had: `WRK-027 retry-limits`. */
  readonly knownDirectories: ReadonlySet<string>;
  /** How far above a base's line a number may be before it looks like a typo. */
  readonly maxLeap: number;
  /** What is otherwise in a ledger of files; absent for a backlog. */
  readonly files?: FileGround;
}

/** How numbers are in a ledger of files. */
export interface FileGround {
  /** Numbers that are free on all refs, as the ledger writes them; undefined where nothing comes next. */
  readonly newNumbers: () => (prefix: string) => string | undefined;
  /** The command that gives what a branch has another number. */
  readonly move: (tip: BranchTip, claim: Claim, number: string | undefined) => string;
  /** A number may be given out again as soon as its thing is archived or gone. */
  readonly isReusable: boolean;
}

/** One thing that has an ID on some branches, or on a base. */
export interface Drawn {
  readonly key: string;
  readonly name: string;
  readonly life: Life | undefined;
  /** In the order of the branches; each with what it has of the thing. */
  readonly holders: readonly [Having, ...Having[]];
  /** A base has it, or was the last to have it. */
  readonly base: BranchTip | undefined;
}

/** A branch, and what it has of a thing. */
interface Having {
  readonly tip: BranchTip;
  readonly claims: readonly [Claim, ...Claim[]];
}

/** What branches draw: IDs that their tips have, for things that no base ever had under them. */
export interface Draws {
  readonly lives: Lives;
  /** A base and its ancestors. */
  readonly pastOf: (base: BranchTip) => Scope;
  /** By ID: the things that branches drew. */
  readonly drawn: ReadonlyMap<string, readonly Drawn[]>;
}

export function drawsIn(ground: RadarGround): Draws {
  const lives = livesIn(timelineOfVersions(ground.versions));
  const versionsOf = ({ commit, version = commit }: BranchTip) =>
    lives.timeline.versions.filter((one) => one.commit === version);
  const pastOf = remember((base: BranchTip) => behind(...versionsOf(base)));
  const past = new Set(ground.bases.flatMap((base) => [...pastOf(base)]));
  const known = new Set(lives.all.filter((stay) => isHeldIn(stay, past)));
  const headings = new Set(ground.bases.flatMap((base) => base.headings.map(headingName)));
  const growing = new Map<string, Growing[]>();
  for (const tip of ground.tips) {
    const items = newItems(lives, tip, known).filter(
      (item) => !ground.bases.some((base) => hasLogged(base, item)),
    );
    const traces = [
      ...tip.headings.filter((heading) => !headings.has(headingName(heading))),
      ...tip.directories.filter((directory) => !ground.knownDirectories.has(directoryName(directory))),
    ].filter((trace) => !lives.at(trace.key).some((stay) => known.has(stay) && isAbout(stay, trace)));
    for (const claim of [...items, ...traces]) take(growing, lives, tip, claim);
  }
  return { lives, pastOf, drawn: growing };
}

/** The items of a tip that no base ever had under their ID. */
function newItems(lives: Lives, { state }: BranchTip, known: ReadonlySet<Stay>): readonly ItemClaim[] {
  return state.entries
    .filter((entry) => !known.has(lives.stayOf(entry)))
    .map((entry) => placedIn(state, entry));
}

/** A worklog shows items that came and left, even in a shallow clone. */
function hasLogged({ headings }: BranchTip, item: ItemClaim): boolean {
  return headings.some((heading) => heading.key === item.key && claimsAgree(item, heading) === 'agree');
}

/** The oldest version that has it is most likely one of the past. */
export function isHeldIn({ held }: Stay, past: Scope): boolean {
  return held.some(({ holders }) => holders.findLast((version) => past.has(version)) !== undefined);
}

interface Growing extends Drawn {
  readonly holders: [Growth, ...Growth[]];
}

interface Growth {
  readonly tip: BranchTip;
  readonly claims: [Claim, ...Claim[]];
}

/** Adds a claim to the thing that it is about. */
function take(growing: Map<string, Growing[]>, lives: Lives, tip: BranchTip, claim: Claim): void {
  const { key } = claim;
  const things = growing.get(key) ?? [];
  growing.set(key, things);
  const life = claim.kind === 'item' ? lives.stayOf(claim).life : undefined;
  const thing = things.find((one) => (life && one.life ? one.life === life : isOf(one, claim)));
  const holder = thing?.holders.find((one) => one.tip === tip);
  if (holder) holder.claims.push(claim);
  else if (thing) thing.holders.push({ tip, claims: [claim] });
  else
    things.push({ key, name: titleFor(claim), life, holders: [{ tip, claims: [claim] }], base: undefined });
}

function titleFor(claim: Claim): string {
  return claim.kind === 'item' ? titleOf(claim) : nameOf(claim);
}

/** Whether a claim agrees with the others of a thing. */
function isOf({ holders }: Pick<Drawn, 'holders'>, claim: Claim): boolean {
  return holders.some(({ claims }) =>
    claims.some((one) => subjectsAgree(subjectOf(one), subjectOf(claim)) === 'agree'),
  );
}

/** Whether two things may be one: a life is one or not; for anything else, if nothing contradicts it. */
export function areOne(one: Drawn, other: Drawn): boolean {
  if (one.life && other.life) return one.life === other.life;
  return claimsOf(one).some((claim) =>
    claimsOf(other).some((known) => subjectsAgree(subjectOf(claim), subjectOf(known)) !== 'disagree'),
  );
}

function claimsOf({ holders }: Drawn): readonly Claim[] {
  return holders.flatMap(({ claims }) => claims);
}

function headingName({ key, timestamp }: HeadingClaim): string {
  return `${key} ${timestamp}`;
}

/** The name by which a base knows a directory. */
export function directoryName({ key, slug }: Pick<DirectoryClaim, 'key' | 'slug'>): string {
  return `${key} ${slug}`;
}
