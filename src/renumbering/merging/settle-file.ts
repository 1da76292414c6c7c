import { keepObject } from '../../adapters/git/conflict/stages.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { TextProblem } from '../../core/ledger/snapshot.ts';
import { parseBacklog } from '../../formats/backlog/backlog.ts';
import { findConflicts, MARKER_SIZE, splitConflicts } from '../../formats/text/conflict-markers.ts';
import type { ConflictSides } from '../../formats/text/conflict-markers.ts';
import { toLatin1 } from '../../formats/text/latin1.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';
import { findWorklogProblem } from '../../formats/worklog/worklog.ts';
import { isAsGitLeftIt, takenSide } from './as-git-left-it.ts';
import type { FileConflict } from './conflict-survey.ts';
import { mergeVersions } from './merge-versions.ts';
import type { Conflict } from './merge-versions.ts';
import { movedVersions } from '../rebase/move-versions.ts';
import { restoreLost } from './restore-lost.ts';
import { isOpen } from './unsettled-file.ts';
import type { SettledFile, SettleTerms, UnsettledFile } from './unsettled-file.ts';

/** Merges what was not merged, and puts back what was lost, as far as that can be done without people. Writes no file. */
export async function settleFile(
  repository: Repository,
  file: UnsettledFile,
  terms: SettleTerms,
): Promise<SettledFile> {
  if (file.kind === 'text') return leave(file, markersIn(file));
  const versions = file.conflict && wholeVersions(file.conflict);
  if (versions && (await isUntouched(repository, file, versions))) {
    const merged = await merge(repository, file, movedVersions(file.kind, versions, terms.moves));
    return isOpen(merged) ? asStaged(merged, versions) : merged;
  }
  const sides = splitConflicts(toLatin1(file.disk));
  return sides
    ? mergeSides(repository, file, sides, versions?.base)
    : settleEdited(repository, file, versions, terms);
}

/** Whoever staged one side has decided: where both sides changed something, that side counts. Everything else of the other one stays. */
function asStaged(merged: SettledFile, versions: ThreeWay<Uint8Array>): SettledFile {
  const { disk, conflict, conflicts, path } = merged;
  const side = conflict?.decided ? takenSide(disk, versions) : undefined;
  const sides = side && splitConflicts(toLatin1(merged.content));
  if (!sides) return merged;
  const content = bytes(sides[side]);
  const fault = faultOf({ ...merged, disk: content });
  const names = conflicts.map(({ about }) => about ?? path);
  const notices = names.map(
    (name) => `${name} is as it was staged, without what the other side did with it.`,
  );
  return { ...merged, content, conflicts: fault ? [fault] : [], notices };
}

/** Somebody has been at work here. */
async function settleEdited(
  repository: Repository,
  file: UnsettledFile,
  versions: ThreeWay<Uint8Array> | undefined,
  terms: SettleTerms,
): Promise<SettledFile> {
  const fault = faultOf(file);
  if (!fault) return versions ? restoreLost(file, versions, terms) : leave(file, []);
  return versions && terms.replace ? replace(repository, file, versions, terms) : leave(file, [fault]);
}

const NOTHING = new Uint8Array();

async function isUntouched(
  { directory }: Repository,
  { disk, conflict }: UnsettledFile,
  versions: ThreeWay<Uint8Array>,
): Promise<boolean> {
  return conflict?.state !== 'past' && isAsGitLeftIt(directory, disk, versions);
}

/** What a side deleted, or never had, is no version to merge. */
function wholeVersions({ versions: { base, ours, theirs } }: FileConflict): ThreeWay<Uint8Array> | undefined {
  return ours && theirs && { base: base ? withoutMarkers(base) : NOTHING, ours, theirs };
}

/** Where two branches had merged each other, git merges what they started from first, and markers may stay in that. */
function withoutMarkers(base: Uint8Array): Uint8Array {
  const text = toLatin1(base);
  const size = /^(<{7,}) /mu.exec(text)?.[1]?.length;
  const sides = size === undefined ? undefined : splitConflicts(text, size);
  return sides ? withoutMarkers(bytes(sides.ours)) : base;
}

function bytes(latin1: string): Uint8Array {
  return Buffer.from(latin1, 'latin1');
}

/** Why a text cannot be split into items or entries; undefined if it can. */
function faultOf({ kind, path, disk }: UnsettledFile): Conflict | undefined {
  const problem = kind === 'backlog' ? backlogProblem(path, disk) : findWorklogProblem(path, disk);
  if (!problem) return undefined;
  const { line } = problem.place;
  return { about: undefined, first: line, last: line, removed: false, reason: problem.message };
}

function backlogProblem(path: string, disk: Uint8Array): TextProblem | undefined {
  const state = parseBacklog(path, disk);
  return state.state === 'unreadable' ? state.problems[0] : undefined;
}

function markersIn({ disk }: UnsettledFile): readonly Conflict[] {
  return findConflicts(toLatin1(disk)).map((range) => ({ ...range, about: undefined, removed: false }));
}

function leave(file: UnsettledFile, conflicts: readonly Conflict[]): SettledFile {
  return { ...file, content: file.disk, how: 'left', restored: [], conflicts, notices: [] };
}

async function mergeSides(
  repository: Repository,
  file: UnsettledFile,
  { ours, theirs, base }: ConflictSides,
  known: Uint8Array | undefined,
): Promise<SettledFile> {
  const start = known ?? (base === undefined ? undefined : bytes(base));
  const merged = await merge(repository, file, {
    base: start ?? NOTHING,
    ours: bytes(ours),
    theirs: bytes(theirs),
  });
  if (start) return merged;
  const notice = `Git does not know any more what both sides of ${file.path} started from: what one of them removed may be back.`;
  return { ...merged, notices: [notice] };
}

async function merge(
  { directory }: Repository,
  file: UnsettledFile,
  versions: ThreeWay<Uint8Array>,
): Promise<SettledFile> {
  const { content, conflicts } = await mergeVersions(directory, file.kind, versions, MARKER_SIZE);
  const merged = { ...file, content: inLineEndsOf(file.disk, content), how: 'merged' as const };
  const fault = conflicts.length === 0 ? faultOf({ ...file, disk: content }) : undefined;
  return { ...merged, restored: [], conflicts: fault ? [fault] : conflicts, notices: [] };
}

/** Git may have given the file on disk other line ends than its own. */
function inLineEndsOf(disk: Uint8Array, content: Uint8Array): Uint8Array {
  const text = toLatin1(content);
  const isCrlf = toLatin1(disk).includes('\r\n') && !text.includes('\r\n');
  return isCrlf ? bytes(text.replaceAll('\n', '\r\n')) : content;
}

/** Nothing can be made of what somebody wrote, so that is kept elsewhere. */
async function replace(
  repository: Repository,
  file: UnsettledFile,
  versions: ThreeWay<Uint8Array>,
  { moves, dryRun }: SettleTerms,
): Promise<SettledFile> {
  const merged = await merge(repository, file, movedVersions(file.kind, versions, moves));
  const kept = await keepObject(repository.directory, file.disk, dryRun);
  const notice = `${file.path} could not be read, so both sides were merged again. What it held: git cat-file -p ${kept.slice(0, 12)}`;
  return { ...merged, notices: [notice] };
}
