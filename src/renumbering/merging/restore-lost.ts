import type { ItemClaim } from '../../core/ids/claim.ts';
import { textOf } from '../../core/ids/subject.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Base, BaseSnapshot } from '../../core/ledger/situation.ts';
import type { Snapshot } from '../../core/ledger/snapshot.ts';
import { DEFAULT_POLICY } from '../../core/findings/policy.ts';
import { findDropped } from '../../core/questions/dropped.ts';
import { parseBacklog } from '../../formats/backlog/backlog.ts';
import { restoreItems } from '../../formats/backlog/merge/restore-items.ts';
import type { ItemWords } from '../../formats/backlog/merge/restore-items.ts';
import { fromLatin1, toLatin1 } from '../../formats/text/latin1.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';
import { restoreEntries } from '../../formats/worklog/restore-entries.ts';
import type { SettledFile, SettleTerms, UnsettledFile } from './unsettled-file.ts';

/** Puts back into a file that somebody settled what a side of the merge had and the file lost. */
export function restoreLost(
  file: UnsettledFile,
  versions: ThreeWay<Uint8Array>,
  terms: SettleTerms,
): SettledFile {
  const outcome =
    file.kind === 'worklog' ? restoreWorklog(file, versions) : restoreBacklog(file, versions, terms);
  const how = outcome.restored.length > 0 ? 'restored' : 'left';
  return { ...file, ...outcome, how, conflicts: [] };
}

type Restored = Pick<SettledFile, 'content' | 'restored' | 'notices'>;

function restoreWorklog({ disk }: UnsettledFile, { base, ours, theirs }: ThreeWay<Uint8Array>): Restored {
  const texts = { base: toLatin1(base), ours: toLatin1(ours), theirs: toLatin1(theirs) };
  const { text, restored } = restoreEntries(toLatin1(disk), texts) ?? { text: undefined, restored: [] };
  return {
    content: text === undefined ? disk : Buffer.from(text, 'latin1'),
    restored: restored.map(fromLatin1),
    notices: [],
  };
}

function restoreBacklog(
  { path, disk }: UnsettledFile,
  versions: ThreeWay<Uint8Array>,
  { entries, skipped, lost: which }: SettleTerms,
): Restored {
  const fork = { snapshot: snapshotOf('base', path, versions.base), lent: undefined };
  const sides = [sideOf('ours', path, versions.ours, fork), sideOf('theirs', path, versions.theirs, fork)];
  const candidate = { ...snapshotOf('result', path, disk), commit: undefined, headings: entries };
  const facts = factsOf({ ...NO_QUESTIONS, candidate, bases: sides, sides });
  const lost = findDropped(facts).flatMap((merge) => merge.items.map(({ claim }) => claim));
  const isDisputed = lost.some(({ key }) => facts.candidate.items.has(key));
  if (which === 'disputed' && !isDisputed) return { content: disk, restored: [], notices: [] };
  const wanted = lost.filter((item) => !skipped.includes(textOf(item)));
  const { text, back, left } = putBack(
    Buffer.from(disk).toString('utf8'),
    [versions.ours, versions.theirs],
    wanted,
  );
  return {
    content: Buffer.from(text),
    restored: back.map(titled),
    notices: left.map((item) => noticeMissing(item, path)),
  };
}

/** What became of a backlog's text, and of the items that it lacked. */
export interface PutBack {
  readonly text: string;
  readonly back: readonly ItemClaim[];
  /** In none of the versions, or in a text that cannot take them. */
  readonly left: readonly ItemClaim[];
}

/** Puts items that a backlog lacks back into its text, as the first of these versions has them that has. */
export function putBack(given: string, versions: readonly Uint8Array[], lost: readonly ItemClaim[]): PutBack {
  let text = given;
  let left = lost;
  const back: ItemClaim[] = [];
  for (const version of versions) {
    const found: ItemClaim[] = [];
    const now = restoreItems(text, Buffer.from(version).toString('utf8'), (words) => {
      const item = left.find((one) => isSame(one, words));
      if (item) found.push(item);
      return item !== undefined;
    });
    if (now === undefined) continue;
    text = now;
    left = left.filter((item) => !found.includes(item));
    back.push(...found);
  }
  return { text, back, left };
}

function isSame({ key, title, created }: ItemClaim, words: ItemWords): boolean {
  return key === words.id && title === words.title && created === words.created;
}

/** An item by ID and title. */
export function titled({ key, title }: ItemClaim): string {
  return `${key} “${title}”`;
}

/** What to do about an item that nobody could put back. */
export function noticeMissing(item: ItemClaim, path: string): string {
  return `${titled(item)} is missing from ${path}, which is written in a way that cannot take it: add it by hand.`;
}

const NO_QUESTIONS = {
  isMerged: true,
  versions: [],
  policy: DEFAULT_POLICY,
  strict: false,
  trustNoMark: false,
} as const;

/** The versions of one file stand for the commits that they are of: git does not always tell those. */
function snapshotOf(label: string, path: string, content: Uint8Array): Snapshot {
  return {
    label,
    commit: label,
    backlog: parseBacklog(path, content),
    headings: [],
    directories: [],
    prefixes: [],
  };
}

function sideOf(label: string, path: string, content: Uint8Array, fork: BaseSnapshot): Base {
  return { snapshot: snapshotOf(label, path, content), lent: undefined, fork };
}
