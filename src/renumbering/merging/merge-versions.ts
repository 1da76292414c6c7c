import { mergeTexts } from '../../adapters/git/conflict/text-merge.ts';
import { isReadable, planMerge } from '../../formats/backlog/merge/merge-backlog.ts';
import type { BacklogMerge, DoubledId } from '../../formats/backlog/merge/merge-backlog.ts';
import { findConflicts } from '../../formats/text/conflict-markers.ts';
import type { LineRange } from '../../formats/text/conflict-markers.ts';
import { assembleMerge, mapThree, openPieces } from '../../formats/text/merge-pieces.ts';
import type { MergePlan, ThreeWay } from '../../formats/text/merge-pieces.ts';
import { fromLatin1, toLatin1 } from '../../formats/text/latin1.ts';
import { decodeUtf8 } from '../../formats/text/utf8.ts';
import { planWorklogMerge } from '../../formats/worklog/merge-worklog.ts';
import type { FileKind } from './file-kind.ts';

export interface MergedVersions {
  readonly content: Uint8Array;
  /** What is left for people to decide: where the conflict markers are. */
  readonly conflicts: readonly Conflict[];
  /** IDs that two items have now; both are kept. */
  readonly doubled: readonly DoubledId[];
  /** One of the texts could not be told apart into items or entries, so git merged them as texts. */
  readonly asText: boolean;
  /** The merge went through, yet its result is not a backlog. */
  readonly broken: boolean;
}

/** Lines that people have to decide about. */
export interface Conflict extends LineRange {
  /** The ID of the item, or the heading of the entry, that both sides changed; undefined for what is neither. */
  readonly about: string | undefined;
  /** One side removed it. */
  readonly removed: boolean;
  /** Why nobody can read the text, where that is what is wrong. */
  readonly reason?: string;
}

/** Merges three versions of a file: by items or entries where that can be done, else as git merges texts. An empty one is a file that did not exist. */
export async function mergeVersions(
  directory: string,
  kind: FileKind,
  versions: ThreeWay<Uint8Array>,
  markerSize: number,
): Promise<MergedVersions> {
  const pieced = kind === 'text' ? undefined : await mergePieces(directory, kind, versions, markerSize);
  if (pieced) return pieced;
  const { content, conflict } = await mergeTexts(directory, versions, markerSize);
  const ranges = conflict ? findConflicts(content.toString('latin1'), markerSize) : [];
  return {
    content,
    conflicts: ranges.map((range) => ({ ...range, about: undefined, removed: false })),
    doubled: [],
    asText: kind !== 'text',
    broken: kind === 'backlog' && !conflict && wasReadable(versions) && !isReadable(content.toString()),
  };
}

function wasReadable({ ours, theirs }: ThreeWay<Uint8Array>): boolean {
  return [ours, theirs].every((bytes) => {
    const text = UTF8.decode(bytes);
    return text !== undefined && isReadable(text);
  });
}

/** How the bytes of a file are text. A worklog is never unreadable. */
interface Encoding {
  readonly decode: (bytes: Uint8Array) => string | undefined;
  readonly encode: (text: string) => Uint8Array;
}

const UTF8: Encoding = {
  decode: (bytes) => {
    const reading = decodeUtf8(bytes);
    return 'text' in reading ? reading.text : undefined;
  },
  encode: (text) => Buffer.from(text),
};
const LATIN1: Encoding = { decode: toLatin1, encode: (text) => Buffer.from(text, 'latin1') };

/** `undefined` if the texts, or the results, cannot be split into items or entries. */
async function mergePieces(
  directory: string,
  kind: 'backlog' | 'worklog',
  versions: ThreeWay<Uint8Array>,
  markerSize: number,
): Promise<MergedVersions | undefined> {
  const { decode, encode } = kind === 'backlog' ? UTF8 : LATIN1;
  const texts = mapThree(versions, decode);
  const plan = texts && planOf(kind, texts);
  if (!plan) return undefined;
  const joined = new Map<ThreeWay<string>, string>();
  for (const piece of openPieces(plan)) {
    const bytes = { base: encode(piece.base), ours: encode(piece.ours), theirs: encode(piece.theirs) };
    const { content } = await mergeTexts(directory, bytes, markerSize);
    joined.set(piece, decode(content) ?? '');
  }
  const join = (piece: ThreeWay<string>): string => joined.get(piece) ?? '';
  const text = assembleMerge(plan, join);
  const conflicts = conflictsIn(plan, join, markerSize);
  if (kind === 'backlog' && conflicts.length === 0 && !isReadable(text)) return undefined;
  return { content: encode(text), conflicts, doubled: plan.doubled, asText: false, broken: false };
}

function planOf(kind: 'backlog' | 'worklog', texts: ThreeWay<string>): BacklogMerge | undefined {
  if (kind === 'backlog') return planMerge(texts);
  const plan = planWorklogMerge(texts);
  return plan && { ...plan, doubled: [] };
}

function conflictsIn(
  { pieces }: MergePlan,
  join: (piece: ThreeWay<string>) => string,
  markerSize: number,
): readonly Conflict[] {
  let above = 0;
  return pieces.flatMap(({ text, about }) => {
    const whole = typeof text === 'string' ? text : join(text);
    const ranges = typeof text === 'string' ? [] : findConflicts(whole, markerSize);
    const conflicts = ranges.map(({ first, last }) => ({
      first: above + first,
      last: above + last,
      about: about && fromLatin1(about),
      removed: typeof text !== 'string' && (text.ours === '' || text.theirs === ''),
    }));
    above += whole.split('\n').length - 1;
    return conflicts;
  });
}
