import { writtenId } from '../messages/spelled.ts';
import { behind, type Version } from '../identity/timeline.ts';
import type { Place } from '../ids/claim.ts';
import type { Chronicle } from './chronicle.ts';
import type { Collision } from './collision.ts';
import { collisionsAt } from './collisions.ts';
import { eventsOf, EVENT_KINDS, type EventKind, type LifeEvent } from './life-events.ts';
import { thingsAt, type Thing } from './things.ts';
import {
  standingOf,
  toldCollision,
  toldCommit,
  versionsOf,
  type Standing,
  type Telling,
  type ToldCollision,
  type ToldCommit,
} from './told.ts';

/** What happened to the things that ever had an ID. */
export interface Trace {
  readonly ledger: string | null;
  /** As the files write it. */
  readonly id: string;
  readonly lives: readonly TracedLife[];
  readonly collisions: readonly ToldCollision[];
  /** What could not be read, one sentence each. */
  readonly unchecked: readonly string[];
}

/** One thing under all the IDs that it ever had. */
export interface TracedLife {
  /** In the order in which it had them. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly state: Standing;
  readonly events: readonly TracedEvent[];
}

/** What happened to a thing. */
export interface TracedEvent {
  readonly kind: EventKind;
  /** RFC 3339; null if git does not know the commit. */
  readonly date: string | null;
  /** Null for a worklog entry, which has a time of its own. */
  readonly commit: ToldCommit | null;
  /** The merge by which that commit arrived; null if it was made on the branch itself, or is not in it. */
  readonly merge: ToldCommit | null;
  /** The head has that commit. */
  readonly inHead: boolean;
  readonly id: string;
  readonly text: string;
  readonly from: string | null;
  readonly markBefore: number | null;
  readonly place: Place | null;
}

/** A trace before git is asked for its commits. */
export interface Tracing {
  readonly id: string;
  readonly lives: readonly TracingLife[];
  readonly collisions: readonly Collision[];
  /** The commits (full hex) that it names. */
  readonly commits: readonly string[];
}

interface TracingLife {
  /** Under the ID that was asked for, then under the others that it had. */
  readonly things: readonly [Thing, ...Thing[]];
  readonly events: readonly LifeEvent[];
}

/** Undefined for an ID that was never used. */
export function traceOf(chronicle: Chronicle, key: string): Tracing | undefined {
  const things = thingsAt(chronicle, key);
  const [first] = things;
  if (!first) return undefined;
  const lives = things.map((thing) => {
    const all = [thing, ...underOtherIds(chronicle, thing)] as const;
    return { things: all, events: all.flatMap((one) => eventsOf(chronicle, one)) };
  });
  const keys = new Set(lives.flatMap((life) => life.things.map((thing) => thing.key)));
  const collisions = [...keys].flatMap((one) => collisionsAt(chronicle, one));
  const versions = [
    ...lives.flatMap(({ events }) => events.map(({ version }) => version)),
    ...collisions.flatMap((collision) => versionsOf(chronicle, collision)),
  ].filter((version) => version !== undefined);
  const merges = versions.map(chronicle.mergeOf).filter((merge) => merge !== undefined);
  const commits = new Set([...versions, ...merges].map(({ commit }) => commit));
  return { id: writtenId(first.claim), lives, collisions, commits: [...commits] };
}

/** The same life under the other IDs that it had. */
function underOtherIds(chronicle: Chronicle, { stay }: Thing): readonly Thing[] {
  const others = new Set(stay?.life.stays.filter((other) => other !== stay));
  return [...others].flatMap(({ key }) =>
    thingsAt(chronicle, key).filter((thing) => thing.stay && others.has(thing.stay)),
  );
}

/** The trace with what git says of its commits. */
export function toldTrace(
  chronicle: Chronicle,
  { id, lives, collisions }: Tracing,
  telling: Telling,
): Omit<Trace, 'unchecked'> {
  return {
    ledger: chronicle.ledger,
    id,
    lives: lives.map((life) => toldLife(chronicle, life, telling)),
    collisions: collisions.map((one) => toldCollision(chronicle, one, telling)),
  };
}

function toldLife(chronicle: Chronicle, { things, events }: TracingLife, telling: Telling): TracedLife {
  const ordered = inTime(chronicle, events, telling);
  const states = things.map((thing) => standingOf(chronicle, thing));
  const latest = ordered.findLast(({ kind }) => NAMING.has(kind));
  return {
    ids: [...new Set(ordered.map(({ id }) => id))],
    title: latest?.text ?? things[0].name,
    state: PREFERRED.find((one) => states.includes(one)) ?? 'elsewhere',
    events: ordered.map((event) => toldEvent(chronicle, event, telling)),
  };
}

/** Events whose text is the title of an item. */
const NAMING: ReadonlySet<EventKind> = new Set<EventKind>([
  'drawn',
  'copied',
  'moved',
  'restored',
  'retitled',
]);

const PREFERRED: readonly Standing[] = ['present', 'archived', 'dropped', 'moved'];

function toldEvent(chronicle: Chronicle, event: LifeEvent, telling: Telling): TracedEvent {
  const { kind, version, at, id, text, from = null, markBefore = null, place = null } = event;
  const commit = toldCommit(telling, version);
  return {
    kind,
    date: at ?? commit?.date ?? null,
    commit,
    merge: version ? toldCommit(telling, chronicle.mergeOf(version)) : null,
    inHead: version ? chronicle.past.has(version) : true,
    id,
    text,
    from,
    markBefore: Number.isInteger(markBefore) ? markBefore : null,
    place,
  };
}

/**
 * In the order of the graph; events on different lines of history are ordered by time. A worklog entry comes after all events that are not later
 * than its timestamp.
 */
function inTime(chronicle: Chronicle, events: readonly LifeEvent[], telling: Telling): readonly LifeEvent[] {
  const versions = new Set(events.map(({ version }) => version).filter((version) => version !== undefined));
  const dates = new Map<Version | undefined, string>();
  for (const version of [...versions].toSorted(
    (one, other) => chronicle.orderOf(one) - chronicle.orderOf(other),
  )) {
    const past = behind(version);
    const earlier = [...dates].filter(([one]) => one && past.has(one)).map(([, date]) => date);
    const own = instant(toldCommit(telling, version)?.date);
    dates.set(version, latestOf([own, ...earlier]));
  }
  const key = ({ version, at, kind }: LifeEvent): readonly [string, number, number] => [
    dates.get(version) ?? instant(at),
    version ? chronicle.orderOf(version) : Number.MAX_SAFE_INTEGER,
    EVENT_KINDS.indexOf(kind),
  ];
  return events.toSorted((one, other) => compareKeys(key(one), key(other)));
}

function latestOf(dates: readonly string[]): string {
  return dates.reduce((latest, date) => (date > latest ? date : latest));
}

/** A moment as text that sorts by time; none comes first. */
function instant(text: string | undefined): string {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString();
}

function compareKeys(
  one: readonly [string, number, number],
  other: readonly [string, number, number],
): number {
  if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
  return one[1] - other[1] || one[2] - other[2];
}
