import { heldUnder, type FileHistory } from '../../identity/files/file-history.ts';
import { stateIn } from '../../identity/files/file-state.ts';
import { ancestorsOf } from '../../identity/files/graph.ts';
import type { Identified } from '../../identity/files/identify.ts';
import { project } from '../../identity/files/projection.ts';
import type { FileEntry, LedgerTerms } from '../../ledger/files/file-ledger.ts';
import { chronicleOf, type Chronicle } from '../chronicle.ts';

/** All that is known of a ledger of files. */
export interface FilePast {
  readonly terms: LedgerTerms;
  readonly history: FileHistory;
  readonly identified: Identified;
  /** The commit (full hex) that counts as now; one of the history. */
  readonly head: string;
}

/** What some numbers stood for, and all that ever had to do with them. Numbers that began again count as what was there before, too. */
export function fileChronicle(past: FilePast, keys: ReadonlySet<string>): Chronicle {
  const { terms, history, identified, head } = past;
  const { parents } = history;
  const tips = [Number(history.positions.get(head)), ...tipsOf(history)];
  const { versions } = project(history, { ...identified, parents }, keys, tips, () => undefined);
  return chronicleOf({ ledger: terms.name, isOfFiles: true, versions, head, headings: [], isLost: false });
}

/** What the head has. */
export function entriesAtHead({ history, head }: FilePast): readonly FileEntry[] {
  return entriesAt(history, head);
}

/** What a version has, by its commit (full hex), for as long as its state is kept. */
export function entriesAt(history: FileHistory, head: string): readonly FileEntry[] {
  const state = history.stateAt(Number(history.positions.get(head)));
  return [...state.values()].flat().map(({ entry }) => entry);
}

/** Those that nothing goes on from. */
function tipsOf({ commits, parents }: FileHistory): readonly number[] {
  const passed = new Set(parents.flat());
  return [...commits.keys()].filter((position) => !passed.has(position));
}

/** How many versions are behind the head. */
export function countVersions({ history, head }: FilePast): number {
  const marks = ancestorsOf(history, [Number(history.positions.get(head))]);
  return marks.reduce((sum, mark, at) => sum + (mark === 1 && isChange(history, at) ? 1 : 0), 0);
}

function isChange({ changes }: FileHistory, position: number): boolean {
  return stateIn(changes, position).size > 0;
}

/** All numbers of a ledger, those together that one thing had, or that hang together by several. */
export function* keysInGroups({ history, identified }: FilePast): Generator<ReadonlySet<string>> {
  const left = new Set(history.holders.keys());
  let group = new Set<string>();
  for (const key of left) {
    for (const other of closure(history, identified, key)) {
      group.add(other);
      left.delete(other);
    }
    if (group.size < GROUP) continue;
    yield group;
    group = new Set();
  }
  if (group.size > 0) yield group;
}

/** A few at a time: versions are told apart by all numbers that are looked at. */
const GROUP = 64;

function closure(history: FileHistory, { keysOf }: Identified, key: string): ReadonlySet<string> {
  const found = new Set([key]);
  for (const one of found)
    for (const { thing } of heldUnder(history, one)) for (const other of keysOf(thing)) found.add(other);
  return found;
}

/** The numbers that hang together with some. */
export function keysAround(past: FilePast, keys: Iterable<string>): ReadonlySet<string> {
  return new Set([...keys].flatMap((key) => [...closure(past.history, past.identified, key)]));
}
