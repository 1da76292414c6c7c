import { basename, dirname, resolve } from 'node:path';

import { readWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { mergeTexts } from '../adapters/git/text-merge.ts';
import { TidemarkError } from '../errors.ts';
import { assembleMerge, isReadable, openPieces, planMerge } from '../formats/backlog/merge/merge-backlog.ts';
import type { DoubledId, ThreeWay } from '../formats/backlog/merge/merge-backlog.ts';

export interface MergeOutcome {
  /** Something is left for people to decide. */
  readonly conflict: boolean;
  /** IDs that stand for two items now; both are kept. */
  readonly doubled: readonly DoubledId[];
  /** One of the texts could not be told apart into items, so git merged them as texts. */
  readonly asText: boolean;
  /** The merge went through, yet its result is no backlog. */
  readonly broken: boolean;
}

/** What git hands a merge driver: paths relative to `directory` or absolute; `ours` is also where the result goes. */
export interface MergeFiles extends ThreeWay<string> {
  readonly markerSize: number;
}

/**
 * Merges three versions of a BACKLOG.yaml and writes the result over that of our side, whole or not at all.
 * Throws where no merge could be made or written; then nothing was changed, and git's text merge is the way out.
 */
export async function mergeBacklogFiles(directory: string, files: MergeFiles): Promise<MergeOutcome> {
  const [base, ours, theirs] = await Promise.all(
    [files.base, files.ours, files.theirs].map((file) => readVersion(directory, file)),
  );
  const versions = { base: base ?? NOTHING, ours: ours ?? NOTHING, theirs: theirs ?? NOTHING };
  const { content, ...outcome } = await mergeVersions(directory, versions, files.markerSize);
  const target = resolve(directory, files.ours);
  await replaceWorkFile(dirname(target), basename(target), versions.ours, content);
  return outcome;
}

/** Merges three versions of a BACKLOG.yaml: by items where that can be done, else as git merges texts. */
export async function mergeVersions(
  directory: string,
  versions: ThreeWay<Uint8Array>,
  markerSize: number,
): Promise<MergeOutcome & { readonly content: Uint8Array }> {
  const texts = decodeAll(versions);
  const merged = texts && (await mergeByItems(directory, texts, markerSize));
  if (merged) return merged;
  const { content, conflict } = await mergeTexts(directory, versions, markerSize);
  const wereReadable = texts && [texts.ours, texts.theirs].every(isReadable);
  const broken = !conflict && wereReadable === true && !isReadable(content.toString());
  return { content, conflict: conflict || broken, doubled: [], asText: true, broken };
}

const NOTHING = new Uint8Array();

async function readVersion(directory: string, file: string): Promise<Uint8Array> {
  const path = resolve(directory, file);
  const content = await readWorkFile(dirname(path), basename(path));
  if (content) return content;
  throw new TidemarkError(
    'cannot-read',
    `${file} is not there.`,
    'Git calls the merge driver by itself; see `tidemark install --help`.',
  );
}

function decodeAll({ base, ours, theirs }: ThreeWay<Uint8Array>): ThreeWay<string> | undefined {
  // The byte order mark is part of the text: it has to come out again.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return { base: decoder.decode(base), ours: decoder.decode(ours), theirs: decoder.decode(theirs) };
  } catch {
    return undefined;
  }
}

/** `undefined` where the texts, or what became of them, cannot be told apart into items. */
async function mergeByItems(
  directory: string,
  texts: ThreeWay<string>,
  markerSize: number,
): Promise<(MergeOutcome & { readonly content: Uint8Array }) | undefined> {
  const plan = planMerge(texts);
  if (!plan) return undefined;
  const joined = new Map<ThreeWay<string>, string>();
  let conflict = false;
  for (const piece of openPieces(plan)) {
    const merge = await mergeTexts(directory, piece, markerSize);
    joined.set(piece, merge.content.toString());
    conflict ||= merge.conflict;
  }
  const text = assembleMerge(plan, (piece) => joined.get(piece) ?? '');
  if (!conflict && !isReadable(text)) return undefined;
  const { doubled } = plan;
  return {
    content: Buffer.from(text),
    conflict: conflict || doubled.length > 0,
    doubled,
    asText: false,
    broken: false,
  };
}
