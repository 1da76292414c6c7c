import type { DirectoryClaim, ItemClaim, Place } from '../ids/claim.ts';
import { writtenId } from '../messages/spelled.ts';
import { ARCHIVED, titleOf } from '../identity/files/things.ts';
import type { Stay } from '../identity/life.ts';
import { birthsOf } from '../identity/lives.ts';
import { markBefore, behind, type Version } from '../identity/timeline.ts';
import { placedIn } from '../ledger/ledger-state.ts';
import { lastOf, type Chronicle } from './chronicle.ts';
import type { Thing } from './things.ts';

/** What can happen to a thing, in the order in which events of one commit are shown. */
export const EVENT_KINDS = [
  'drawn',
  'copied',
  'moved',
  'restored',
  'retitled',
  'done',
  'directory',
  'documents',
  'worklog',
  'archived',
  'dropped',
  'directory-gone',
] as const;
/** What can happen to a thing. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened to a thing. */
export interface LifeEvent {
  readonly kind: EventKind;
  /** The version that did it; undefined for a worklog entry, which has a time of its own. */
  readonly version: Version | undefined;
  readonly at: string | undefined;
  /** The ID as it was written then. */
  readonly id: string;
  /** The title; of a directory its path, of documents their names. */
  readonly text: string;
  /** The earlier title, the earlier ID. */
  readonly from?: string;
  /** For a drawn or given ID: the highest mark right before; 0 if there was none. */
  readonly markBefore?: number;
  readonly place: Place | undefined;
}

/** All that happened to a thing under one of its IDs; versions oldest first. */
export function eventsOf(chronicle: Chronicle, thing: Thing): readonly LifeEvent[] {
  const { stay, directories, headings } = thing;
  return [
    ...(stay
      ? [...arrivals(chronicle, stay), ...changes(chronicle, stay), ...departures(chronicle, thing, stay)]
      : []),
    ...directories.flatMap(({ claim, holders }) => directoryEvents(chronicle, claim, holders)),
    ...headings.map((heading): LifeEvent => {
      const { timestamp, title, place, terminal } = heading;
      const text = terminal ? `${title} (done)` : title;
      return { kind: 'worklog', version: undefined, at: timestamp, id: writtenId(heading), text, place };
    }),
  ];
}

/** Where a life got an ID: drawn, moved from another ID, restored, or introduced again by another line of history. */
function arrivals(chronicle: Chronicle, stay: Stay): readonly LifeEvent[] {
  const births = inOrder(chronicle, new Set(birthsOf(stay)));
  return births.flatMap((version) =>
    entryIn(stay, version).map((entry): LifeEvent => {
      const earlier = [...behind(version)].filter((one) => one !== version);
      const lastHeld = ({ holders }: Stay): number =>
        lastOf(
          chronicle,
          earlier.filter((one) => holders.has(one)),
        );
      const others = stay.life.stays.filter((other) => other !== stay && lastHeld(other) >= 0);
      const [giver] = others.toSorted((one, other) => lastHeld(other) - lastHeld(one));
      if (lastHeld(stay) >= 0) return eventOf('restored', version, entry);
      const mark = markBefore(version);
      if (giver)
        return { ...eventOf('moved', version, entry), from: writtenId(giver.entries[0]), markBefore: mark };
      return { ...eventOf(version === births[0] ? 'drawn' : 'copied', version, entry), markBefore: mark };
    }),
  );
}

/** Where its title or its status changed, and no line before had that already. */
function changes(chronicle: Chronicle, stay: Stay): readonly LifeEvent[] {
  const { isOfFiles } = chronicle;
  return inOrder(chronicle, stay.holders).flatMap((version) => {
    const before = version.before.flatMap((parent) => entryIn(stay, parent));
    const [first] = before;
    if (!first) return [];
    return entryIn(stay, version).flatMap((entry) => {
      const isRetitled = before.every(({ title }) => title !== entry.title);
      const becomes = (status: string): boolean =>
        entry.status === status && before.every((one) => one.status !== status);
      return [
        ...(isRetitled ? [{ ...eventOf('retitled', version, entry), from: titleOf(first) }] : []),
        ...(becomes('done') ? [eventOf('done', version, entry)] : []),
        ...(isOfFiles && becomes(ARCHIVED) ? [eventOf('archived', version, entry)] : []),
      ];
    });
  });
}

/** Where it left the backlog without getting another ID. */
function departures(chronicle: Chronicle, { headings }: Thing, stay: Stay): readonly LifeEvent[] {
  const leaving = new Set([...stay.holders].flatMap(({ after }) => after));
  const isKept = (version: Version): boolean => stay.life.stays.some(({ holders }) => holders.has(version));
  const gone = [...leaving].filter((version) => !isKept(version) && !isGoneBefore(stay, version));
  return inOrder(chronicle, new Set(gone)).flatMap((version) => {
    const last = version.before.flatMap((parent) => entryIn(stay, parent)).slice(0, 1);
    return last.map((entry) => {
      const isArchived = entry.status === 'done' || headings.some(({ terminal }) => terminal);
      return eventOf(isArchived ? 'archived' : 'dropped', version, entry);
    });
  });
}

/** One parent of the merge had removed it already: the merge only takes that over. */
function isGoneBefore(stay: Stay, version: Version): boolean {
  return version.before.some(
    (parent) => !stay.holders.has(parent) && [...behind(parent)].some((one) => stay.holders.has(one)),
  );
}

function directoryEvents(
  chronicle: Chronicle,
  { key, slug }: DirectoryClaim,
  holders: ReadonlySet<Version>,
): readonly LifeEvent[] {
  const claimsIn = ({ directories }: Version): readonly DirectoryClaim[] =>
    (directories?.get(key) ?? []).filter((claim) => claim.slug === slug).slice(0, 1);
  const came = inOrder(chronicle, holders).flatMap((version) => {
    const before = version.before.flatMap(claimsIn);
    const known = new Set(before.flatMap(({ documents }) => documents.map(({ type }) => type)));
    const news = claimsIn(version).filter((claim) => !before.includes(claim));
    return news.flatMap((claim) => {
      const types = claim.documents.map(({ type }) => type).filter((type) => !known.has(type));
      return [
        ...(before.length === 0 ? [directoryEvent('directory', version, claim, claim.place.path)] : []),
        ...(types.length > 0 ? [directoryEvent('documents', version, claim, types.join(', '))] : []),
      ];
    });
  });
  const leaving = inOrder(chronicle, new Set([...holders].flatMap(({ after }) => after)));
  const gone = leaving.filter(
    (version) => !holders.has(version) && version.before.every((one) => holders.has(one)),
  );
  const left = gone.flatMap((version) => {
    const last = version.before.flatMap(claimsIn).slice(0, 1);
    return last.map((claim) => directoryEvent('directory-gone', version, claim, claim.place.path));
  });
  return [...came, ...left];
}

function directoryEvent(kind: EventKind, version: Version, claim: DirectoryClaim, text: string): LifeEvent {
  return { kind, version, at: undefined, id: writtenId(claim), text, place: claim.place };
}

function eventOf(kind: EventKind, version: Version, entry: ItemClaim): LifeEvent {
  return { kind, version, at: undefined, id: writtenId(entry), text: titleOf(entry), place: entry.place };
}

/** What a version has of a life under this ID, and where; empty for nothing. */
function entryIn({ entries, holders }: Stay, version: Version): readonly ItemClaim[] {
  if (!holders.has(version)) return [];
  const own = version.state.entries.filter((one) => entries.includes(one));
  return own.slice(0, 1).map((entry) => placedIn(version.state, entry));
}

function inOrder({ orderOf }: Chronicle, versions: ReadonlySet<Version>): readonly Version[] {
  return [...versions].toSorted((one, other) => orderOf(one) - orderOf(other));
}
