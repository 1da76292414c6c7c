import { behind, type Version } from '../identity/timeline.ts';
import type { Place } from '../ids/claim.ts';
import type { Chronicle } from './chronicle.ts';
import { collisionsAt, type Collision } from './collisions.ts';
import { eventsOf, EVENT_KINDS, type EventKind, type LifeEvent } from './life-events.ts';
import { thingsAt, type Thing } from './things.ts';
import {
  idOf,
  standingOf,
  toldCollision,
  toldCommit,
  versionsOf,
  type Standing,
  type Telling,
  type ToldCollision,
  type ToldCommit,
} from './told.ts';

/** What became of the things that ever had an ID. */
export interface Trace {
  readonly ledger: string | null;
  /** As the files write it. */
  readonly id: string;
  readonly lives: readonly TracedLife[];
  readonly collisions: readonly ToldCollision[];
  /** What could not be seen: a sentence each. */
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

export interface TracedEvent {
  readonly kind: EventKind;
  /** RFC 3339; null where git does not know the commit's. */
  readonly date: string | null;
  /** Null for a worklog entry, which has a time of its own. */
  readonly commit: ToldCommit | null;
  /** The merge by which that commit came in; null where it was made on the branch itself, or is not in it. */
  readonly merge: ToldCommit | null;
  /** The head has that commit. */
  readonly inHead: boolean;
  readonly id: string;
  readonly text: string;
  readonly from: string | null;
  readonly markBefore: number | null;
  readonly place: Place | null;
}

/** What a trace will tell, before git was asked for its commits. */
export interface Tracing {
  readonly key: string;
  readonly lives: readonly { readonly things: readonly Thing[]; readonly events: readonly LifeEvent[] }[];
  readonly collisions: readonly Collision[];
  /** The commits (full hex) that it names. */
  readonly commits: readonly string[];
}

/** Undefined for an ID that nothing ever had. */
export function traceOf(chronicle: Chronicle, key: string): Tracing | undefined {
  const things = thingsAt(chronicle, key);
  if (things.length === 0) return undefined;
  const lives = things.map((thing) => {
    const all = thing.stay
      ? thing.stay.life.stays.flatMap((stay) => thingOf(chronicle, stay.key, stay))
      : [thing];
    return { things: all, events: all.flatMap((one) => eventsOf(chronicle, one)) };
  });
  const collisions = [...new Set(lives.flatMap((life) => life.things.map((thing) => thing.key)))].flatMap(
    (one) => collisionsAt(chronicle, one),
  );
  const versions = [
    ...lives.flatMap(({ events }) => events.flatMap(({ version }) => version ?? [])),
    ...collisions.flatMap((collision) => versionsOf(chronicle, collision)),
  ];
  const named = versions.flatMap((version) => [version, chronicle.mergeOf(version)]);
  const commits = new Set(named.flatMap((version) => version?.commit ?? []));
  return { key, lives, collisions, commits: [...commits] };
}

function thingOf(chronicle: Chronicle, key: string, stay: Thing['stay']): readonly Thing[] {
  return thingsAt(chronicle, key).filter((thing) => thing.stay === stay);
}

/** The trace with what git says of its commits. */
export function toldTrace(
  chronicle: Chronicle,
  { key, lives, collisions }: Tracing,
  telling: Telling,
): Omit<Trace, 'unchecked'> {
  const told = lives.map(({ things, events }) => toldLife(chronicle, things, events, telling));
  const [first] = lives.flatMap(({ things }) => things.filter((thing) => thing.key === key));
  return {
    ledger: chronicle.ledger,
    id: (first && idOf(first)) ?? key,
    lives: told,
    collisions: collisions.map((one) => toldCollision(chronicle, one, telling)),
  };
}

function toldLife(
  chronicle: Chronicle,
  things: readonly Thing[],
  events: readonly LifeEvent[],
  telling: Telling,
): TracedLife {
  const ordered = inTime(chronicle, events, telling);
  const ids = [...new Set(ordered.map(({ id }) => id))];
  const states = things.map((thing) => standingOf(chronicle, thing));
  const state = PREFERRED.find((one) => states.includes(one)) ?? 'elsewhere';
  const latest = ordered.findLast(({ kind }) => NAMING.has(kind));
  const title = latest?.text ?? things[0]?.name ?? '';
  return {
    ids,
    title,
    state,
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
    markBefore,
    place,
  };
}

/**
 * In the order of the graph; of what no line of history orders, the earlier comes first. Worklog entries come behind all that is not later
 * than they say.
 */
function inTime(
  chronicle: Chronicle,
  events: readonly LifeEvent[],
  { commits }: Telling,
): readonly LifeEvent[] {
  const made = events.filter(({ version }) => version);
  const versions = [...new Set(made.flatMap(({ version }) => version ?? []))];
  const dates = new Map<Version, string>();
  for (const version of versions.toSorted(
    (one, other) => chronicle.orderOf(one) - chronicle.orderOf(other),
  )) {
    const past = behind(version);
    const own = instant(commits.get(version.commit)?.date ?? '');
    const earlier = [...dates].filter(([one]) => past.has(one)).map(([, date]) => date);
    dates.set(
      version,
      [own, ...earlier].reduce((latest, date) => (date > latest ? date : latest)),
    );
  }
  const key = ({ version, at, kind }: LifeEvent): readonly [string, number, number] => [
    version ? (dates.get(version) ?? '') : instant(at ?? ''),
    version ? chronicle.orderOf(version) : Number.MAX_SAFE_INTEGER,
    EVENT_KINDS.indexOf(kind),
  ];
  return events.toSorted((one, other) => compareKeys(key(one), key(other)));
}

/** A moment as text that sorts by time. */
function instant(text: string): string {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString();
}

function compareKeys(
  one: readonly [string, number, number],
  other: readonly [string, number, number],
): number {
  if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
  return one[1] - other[1] || one[2] - other[2];
}
