import type { Finding } from '../../core/findings/finding.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import type { Base } from '../../core/ledger/situation.ts';
import type { Snapshot } from '../../core/ledger/snapshot.ts';
import { placesOf } from '../../core/ledger/named-backlog.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { Places, Reading } from '../../reading/snapshots.ts';

/**
 * The candidate as its bases would look at it, wherever its own configuration, a link or a decoy leads elsewhere though what they guard is
 * still there: it stays guarded. Mostly none, and then nothing is read.
 */
export async function readByBases(candidate: Reading, bases: readonly Base[]): Promise<readonly Reading[]> {
  const seen = new Set([nameOf(candidate.settings)]);
  const readings: Reading[] = [];
  for (const { snapshot } of bases) {
    const places = await placesBy(candidate, snapshot);
    if (seen.has(nameOf(places))) continue;
    seen.add(nameOf(places));
    readings.push(await candidate.by(places));
  }
  return readings;
}

/** One line on it; none where all is looked at in one way. */
export function noteOnPlaces(candidate: Reading, readings: readonly Reading[]): readonly string[] {
  const moved = [...new Set(readings.flatMap((reading) => leftPlaces(candidate, reading)))];
  if (moved.length === 0) return [];
  const { label } = candidate.snapshot;
  return [`${label} no longer looks at ${moved.join(', ')}, which is still there: it was checked as well.`];
}

/** What is found there alone, with the way out: commands go by the candidate's own paths. */
export function asLeftBehind(
  findings: readonly Finding[],
  candidate: Reading,
  reading: Reading,
): readonly Finding[] {
  const places = leftPlaces(candidate, reading).join(' and ');
  const remedy = `remove ${places} if that has moved, or let ${CONFIG_FILE} name it again`;
  return findings.map((finding) => ({ ...finding, remedy, remedyKind: 'try' }));
}

function leftPlaces(candidate: Reading, reading: Reading): readonly string[] {
  const own = lookedAt(candidate);
  return lookedAt(reading).filter((path) => !own.includes(path));
}

/** What several ways to look at the candidate show alike is reported once. */
export function withoutTwins(findings: readonly Finding[]): readonly Finding[] {
  const byWords = groupBy(findings, ({ rule, message, place }) => JSON.stringify([rule, message, place]));
  return [...byWords.values()].map(([first]) => first);
}

/** Reads a file as the first does that has it. */
export function readAny(readings: readonly Reading[]): Reading['read'] {
  return async (path) => {
    for (const reading of readings) {
      const bytes = await reading.read(path);
      if (bytes) return bytes;
    }
    return undefined;
  };
}

function lookedAt({ snapshot, settings }: Reading): readonly string[] {
  const { backlogs, worklog, changes } = settings;
  return [pathOf(snapshot) ?? backlogs[0] ?? '', worklog, changes];
}

function nameOf({ backlogs, worklog, changes }: Places): string {
  return JSON.stringify([backlogs, worklog, changes]);
}

async function placesBy(candidate: Reading, base: Snapshot): Promise<Places> {
  const { backlogs, worklog, changes } = candidate.settings;
  const folder = async (own: string, other = own): Promise<string> =>
    (await isLeft(candidate, own, other)) ? other : own;
  const path = pathOf(base);
  const isKept = path !== undefined && (await isLeft(candidate, pathOf(candidate.snapshot), path));
  return {
    backlogs: isKept ? [path] : backlogs,
    worklog: await folder(worklog, base.places?.worklog),
    changes: await folder(changes, base.places?.changes),
  };
}

/** Whether a path is there, though the candidate looks at another one, and no backlog with a name is there. A link to what is looked at leads nobody astray. */
async function isLeft(
  { standsAt, settings }: Reading,
  own: string | undefined,
  path: string,
): Promise<boolean> {
  if (own === path || settings.named.some((one) => placesOf(one).includes(path))) return false;
  const standing = await standsAt(path);
  return standing !== undefined && (own === undefined || standing.target !== own);
}

/** Where a backlog was found. */
export function pathOf({ backlog }: Snapshot): string | undefined {
  switch (backlog.state) {
    case 'readable':
      return backlog.backlog.path;
    case 'unreadable':
      return backlog.path;
    case 'missing':
      return undefined;
  }
}
