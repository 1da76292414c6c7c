import type { KindName } from '../ledger/files/file-ledger.ts';
import type { Claim } from '../ids/claim.ts';
import type { Version } from '../identity/timeline.ts';
import { writtenId } from '../messages/spelled.ts';
import { spanOf, type Chronicle } from './chronicle.ts';
import { collisionsAt } from './collisions.ts';
import { marksIn, regressionsIn, unusedNumbers, type NumberRange } from './mark-history.ts';
import { idsIn, thingsAt, type Thing } from './things.ts';
import {
  standingOf,
  toldCollision,
  toldCommit,
  type Standing,
  type Telling,
  type ToldCollision,
  type ToldCommit,
} from './told.ts';

/** What all IDs of a ledger have meant. */
export interface Audit {
  readonly ledger: string | null;
  readonly kind: 'backlog' | KindName;
  /** Where the ledger is now; null if there is none. */
  readonly path: string | null;
  readonly head: ToldCommit | null;
  /** RFC 3339: what ended before is left out. */
  readonly since: string | null;
  /** How many versions of the ledger there are. */
  readonly versions: number;
  readonly mark: number | null;
  /** Of a ledger of files its highest number, as it is written; of a backlog null. */
  readonly highest: string | null;
  /** By ID, each with the things that it meant. */
  readonly ids: readonly AuditedId[];
  readonly collisions: readonly ToldCollision[];
  readonly unused: readonly NumberRange[];
  readonly regressions: readonly ToldRegression[];
  /** The marks of the head's first-parent history, oldest first. */
  readonly marks: readonly { readonly commit: string; readonly date: string; readonly mark: number }[];
  /** What could not be read, one sentence each. */
  readonly unchecked: readonly string[];
}

/** What one ID has stood for. */
export interface AuditedId {
  readonly id: string;
  readonly number: number;
  readonly things: readonly AuditedThing[];
  /** It means two things, or did. */
  readonly collision: ToldCollision['state'] | null;
}

/** A thing that had the ID. */
export interface AuditedThing {
  readonly title: string;
  readonly state: Standing;
  /** When it appeared; null if no commit shows that. */
  readonly from: string | null;
  /** When it left the ID or the ledger; null while it is there. */
  readonly to: string | null;
}

/** A commit that lowered the mark. */
export interface ToldRegression {
  readonly commit: ToldCommit;
  readonly from: number;
  readonly to: number;
  /** The commit in which the mark was as high again; null if there is none. */
  readonly regained: ToldCommit | null;
}

/** What an audit needs besides the history. */
export interface AuditTelling extends Telling {
  readonly path: string | null;
  /** RFC 3339. */
  readonly since: string | null;
}

/** What was found in all ledgers. */
export interface AuditReport {
  /** The backlog first, if there ever was one, or nothing else; then the ledgers of files in the order of the configuration. */
  readonly ledgers: readonly Audit[];
  /** What could not be seen: a sentence each. */
  readonly unchecked: readonly string[];
}

/** What is told of a ledger, before it is known since when. */
interface Found extends Pick<
  Audit,
  'ledger' | 'kind' | 'head' | 'versions' | 'mark' | 'highest' | 'unused' | 'regressions' | 'marks'
> {
  readonly audited: readonly { readonly id: AuditedId; readonly collisions: readonly ToldCollision[] }[];
}

/** The whole history of a backlog. Git must know every version's commit. */
export function auditOf(chronicle: Chronicle, telling: AuditTelling): Omit<Audit, 'unchecked'> {
  const { ledger, head, versions } = chronicle;
  const found = {
    ledger,
    kind: 'backlog' as const,
    head: toldCommit(telling, head),
    versions: versions.length,
    mark: head.state.mark ?? null,
    highest: null,
    audited: auditedIds(chronicle, telling),
    unused: unusedNumbers(chronicle),
    regressions: toldRegressions(chronicle, telling),
    marks: toldMarks(chronicle, telling),
  };
  return tell(found, telling);
}

/** Every ID of a chronicle, by number, with its collisions. */
export function auditedIds(chronicle: Chronicle, telling: AuditTelling): Found['audited'] {
  return idsIn(chronicle).map((claim) => auditedId(chronicle, claim, telling));
}

/** Leaves out what ended before it is to be told. */
export function tell({ audited, ...found }: Found, { path, since }: AuditTelling): Omit<Audit, 'unchecked'> {
  const isRecent = (moment: string | null | undefined): boolean =>
    since === null || !moment || isLater(moment, since);
  const { ledger, kind, head, versions, mark, highest, unused, regressions, marks } = found;
  return {
    ledger,
    kind,
    path,
    head,
    since,
    versions,
    mark,
    highest,
    ids: audited.map(({ id }) => id).filter(({ things }) => things.some(({ to }) => isRecent(to))),
    collisions: audited
      .flatMap(({ collisions }) => collisions)
      .filter((collision) => collision.state === 'open' || isRecent(collision.since?.date)),
    unused,
    regressions: regressions.filter(({ commit }) => isRecent(commit.date)),
    marks: marks.filter(({ date }) => isRecent(date)),
  };
}

function auditedId(
  chronicle: Chronicle,
  claim: Pick<Claim, 'key' | 'id' | 'written'>,
  telling: AuditTelling,
) {
  const things = thingsAt(chronicle, claim.key);
  const collisions = collisionsAt(chronicle, claim.key, things).map((one) =>
    toldCollision(chronicle, one, telling),
  );
  const states = collisions.map(({ state }) => state);
  const id: AuditedId = {
    id: writtenId(claim),
    number: claim.id.number,
    things: things.map((thing) => auditedThing(chronicle, thing, telling)),
    collision: WORST.find((state) => states.includes(state)) ?? null,
  };
  return { id, collisions };
}

const WORST: readonly ToldCollision['state'][] = ['open', 'accepted', 'apart', 'fixed', 'reused'];

function auditedThing(chronicle: Chronicle, thing: Thing, telling: Telling): AuditedThing {
  const { first, last } = spanOf(chronicle, thing);
  const state = standingOf(chronicle, thing);
  const logged = thing.claim.kind === 'heading' ? thing.claim.timestamp : null;
  const dateOf = (version: Version | undefined): string | null => toldCommit(telling, version)?.date ?? null;
  return {
    title: thing.name,
    state,
    from: dateOf(first) ?? logged,
    to:
      chronicle.head.state.entries.some((entry) => thing.stay?.entries.includes(entry)) || state === 'present'
        ? null
        : dateOf(last),
  };
}

function toldRegressions(chronicle: Chronicle, telling: Telling): readonly ToldRegression[] {
  return regressionsIn(chronicle).flatMap(({ version, from, to, regained }) => {
    const commit = toldCommit(telling, version);
    return commit ? [{ commit, from, to, regained: toldCommit(telling, regained) }] : [];
  });
}

function toldMarks(chronicle: Chronicle, telling: Telling): Audit['marks'] {
  return marksIn(chronicle).flatMap(({ version, mark }) => {
    const info = toldCommit(telling, version);
    return info ? [{ commit: info.commit, date: info.date, mark }] : [];
  });
}

/** Whether a moment is not before another one; both are RFC 3339. */
function isLater(moment: string, since: string): boolean {
  return Date.parse(moment) >= Date.parse(since);
}
