import type { Place } from '../ids/claim.ts';
import { nameOf } from '../ids/subject.ts';
import { ARCHIVED } from '../identity/files/things.ts';
import { writtenId } from '../messages/spelled.ts';
import type { Scope, Version } from '../identity/timeline.ts';
import { lastOf, spanOf, type Chronicle } from './chronicle.ts';
import type { Collision } from './collision.ts';
import type { Thing } from './things.ts';

/** What git knows of a commit besides its files. */
interface CommitInfo {
  /** Full hex. */
  readonly commit: string;
  /** When it was committed: RFC 3339. */
  readonly date: string;
  /** The first line of its message. */
  readonly subject: string;
  /** `Name <address>`. */
  readonly author: string;
}

/** A commit as reports show it. */
export interface ToldCommit {
  /** Full hex. */
  readonly commit: string;
  readonly date: string;
  readonly subject: string;
  /** Only if people were asked for. */
  readonly author?: string;
}

/** The state of a thing at the head. */
export type Standing = 'present' | 'moved' | 'archived' | 'dropped' | 'elsewhere';

/** A collision as reports show it. */
export interface ToldCollision {
  readonly ledger: string | null;
  readonly id: string;
  readonly state: 'open' | 'fixed' | 'accepted' | 'reused' | 'apart';
  /** The two things, in the order in which they appeared, each with the commit that introduced it. */
  readonly things: readonly ToldThing[];
  /** The commit in which both are first present; null if there is none. */
  readonly since: ToldCommit | null;
  readonly fixed: {
    readonly by: ToldCommit;
    /** Which of the two left, and for which ID; null if it was removed. */
    readonly title: string;
    readonly to: string | null;
    /** Seconds since the commit in which both were first present. */
    readonly after: number;
  } | null;
}

/** A thing, as it is shown. */
export interface ToldThing {
  readonly title: string;
  readonly kind: 'item' | 'file' | 'directory' | 'worklog';
  readonly state: Standing;
  readonly commit: ToldCommit | null;
  readonly place: Place;
}

/** What a report needs besides the history. */
export interface Telling {
  readonly commits: ReadonlyMap<string, CommitInfo>;
  /** Authors are shown. */
  readonly people: boolean;
  /** Whether the configuration accepts that an ID, given by its key, means one of these things besides another. */
  readonly isAccepted: (key: string, names: readonly string[]) => boolean;
}

export function toldCommit(telling: CommitTelling, version: Version | undefined): ToldCommit | null {
  return version ? toldCommitOf(telling, version.commit) : null;
}

type CommitTelling = Pick<Telling, 'commits' | 'people'>;

/** A commit by its full hex name. */
export function toldCommitOf({ commits, people }: CommitTelling, name: string): ToldCommit | null {
  const info = commits.get(name);
  if (!info) return null;
  const { commit, date, subject, author } = info;
  return { commit, date, subject, ...(people && { author }) };
}

export function toldCollision(chronicle: Chronicle, collision: Collision, telling: Telling): ToldCollision {
  const { key, one, other, since, state, ending } = collision;
  const began = toldCommit(telling, since);
  const by = toldCommit(telling, ending?.version);
  return {
    ledger: chronicle.ledger,
    id: writtenId(one.claim),
    state: state === 'open' && telling.isAccepted(key, namesOf(one, other)) ? 'accepted' : state,
    things: [one, other].map((thing) => toldThing(chronicle, thing, telling)),
    since: began,
    fixed:
      ending && by && began
        ? { by, title: ending.thing.name, to: ending.to ?? null, after: secondsBetween(began.date, by.date) }
        : null,
  };
}

/** All titles that two things ever had. */
function namesOf(...things: readonly Thing[]): readonly string[] {
  return things.flatMap(({ stay, directories, headings }) =>
    [...(stay?.entries ?? []), ...directories.map(({ claim }) => claim), ...headings].map(nameOf),
  );
}

/** The versions that a collision refers to. */
export function versionsOf(
  chronicle: Chronicle,
  { one, other, since, ending }: Collision,
): readonly Version[] {
  const named = [spanOf(chronicle, one).first, spanOf(chronicle, other).first, since, ending?.version];
  return named.filter((version) => version !== undefined);
}

const KINDS = { item: 'item', directory: 'directory', heading: 'worklog' } as const;

function toldThing(chronicle: Chronicle, thing: Thing, telling: Telling): ToldThing {
  const { claim, name } = thing;
  const kind = chronicle.isOfFiles ? 'file' : KINDS[claim.kind];
  return {
    title: name,
    kind,
    state: standingOf(chronicle, thing),
    commit: toldCommit(telling, spanOf(chronicle, thing).first),
    place: claim.place,
  };
}

export function standingOf(chronicle: Chronicle, thing: Thing): Standing {
  const { past } = chronicle;
  const { stay, holders, headings } = thing;
  const last = (held: Scope): number =>
    lastOf(
      chronicle,
      [...held].filter((one) => past.has(one)),
    );
  if (isPresent(chronicle, thing)) return isFiled(chronicle, thing) ? 'archived' : 'present';
  if (last(holders) === -1) return 'elsewhere';
  if (stay?.life.stays.some((other) => last(other.holders) > last(holders))) return 'moved';
  const isDone = stay?.entries[0].status === 'done' || headings.some(({ terminal }) => terminal);
  return isDone ? 'archived' : 'dropped';
}

/** Its files are where a ledger of files has what is over. */
function isFiled({ isOfFiles, head }: Chronicle, { stay }: Thing): boolean {
  if (!isOfFiles || !stay) return false;
  return head.state.entries.some((entry) => stay.entries.includes(entry) && entry.status === ARCHIVED);
}

function isPresent({ head, isLost }: Chronicle, { stay, holders, headings }: Thing): boolean {
  if (stay) return !isLost && holders.has(head);
  return headings.length > 0 || holders.has(head);
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
