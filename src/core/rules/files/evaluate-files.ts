import type { Finding } from '../../findings/finding.ts';
import { project, withOtherNumbers, type Projection } from '../../identity/files/projection.ts';
import { claimOf } from '../../identity/files/things.ts';
import { numberUnder } from '../../ids/lookup.ts';
import type { ItemClaim } from '../../ids/claim.ts';
import type { FileEntry } from '../../ledger/files/file-ledger.ts';
import type { Situation } from '../../ledger/situation.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { FileComparison, SideAt } from './file-comparison.ts';
import { situationOf } from './file-situation.ts';
import { rulesForFiles } from './index.ts';
import { questionsOf } from './open-numbers.ts';
import type { FileSetting, NewEntry } from './setting.ts';

/** A version of a ledger of files as the rules and the model of a backlog look at it. */
export interface FileScene {
  readonly situation: Situation;
  readonly setting: FileSetting;
}

/** Checks a version of a ledger of files by the rules and the model that hold for a backlog. */
export function evaluateFiles(comparison: FileComparison): readonly Finding[] {
  const scene = sceneOf(comparison);
  if (!scene) return [];
  const { findings } = evaluate(scene.situation, rulesForFiles(scene.setting));
  return findings.map((finding) => ({ ...withDoubt(finding, comparison), ledger: comparison.terms.name }));
}

/** What is ordered by its number and was there before may have run somewhere, and then nothing moves it. */
function withDoubt(finding: Finding, { terms }: FileComparison): Finding {
  const { inherited, remedy } = finding;
  if (!inherited || terms.order === 'off' || !remedy.startsWith('tidemark renumber ')) return finding;
  return {
    ...finding,
    remedy: `if it has run somewhere, \`tidemark check --format accept\`; else \`${remedy}\``,
    remedyKind: 'try',
  };
}

/** Looks at the numbers that leave a question; undefined where none does. */
export function sceneOf(comparison: FileComparison): FileScene | undefined {
  const questions = questionsOf(comparison);
  if (!questions) return undefined;
  const { history, identified, candidate, bases } = comparison;
  const { others: all, isCut, restarts } = questions;
  const keys = withOtherNumbers(history, identified, questions.keys);
  const forks = all.flatMap(({ fork }) => fork ?? []);
  const tips = [candidate.position, ...all.map(({ position }) => position), ...forks];
  const projection = project(history, identified, keys, tips, comparison.rangeOf, comparison.isForgotten);
  const situation = situationOf(comparison, projection, isCut);
  const entries = new Map(
    projection.knownAt(candidate.position).map((known) => [nameOfClaim(claimOf(known)), known.entry]),
  );
  const setting: FileSetting = {
    ...comparison.extra,
    terms: comparison.terms,
    candidate: situation.candidate,
    restarts,
    mayHaveMoved: identified.mayHaveMoved,
    newEntries: newEntries(
      comparison,
      projection,
      entries.values(),
      bases.filter((side) => !isCut(side)),
    ),
    filesOf: (claim) => entries.get(nameOfClaim(claim))?.files ?? [],
  };
  return { situation, setting };
}

function nameOfClaim({ key, title }: Pick<ItemClaim, 'key' | 'title'>): string {
  return `${key}\n${title}`;
}

/** Entries whose number no base has. */
function newEntries(
  { history }: FileComparison,
  { knownAt }: Projection,
  entries: Iterable<FileEntry>,
  bases: readonly SideAt[],
): readonly NewEntry[] {
  const known = new Set(bases.flatMap(({ position }) => knownAt(position).map(({ entry }) => entry.key)));
  return [...entries].flatMap((entry) => {
    if (known.has(entry.key) || bases.length === 0) return [];
    const lines = bases.map(({ position }) => numberUnder(history.lines[position], entry.id.prefix));
    return [{ entry, line: Math.max(...lines) }];
  });
}
