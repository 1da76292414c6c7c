import { readWorkFile } from '../adapters/disk/work-files.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { readStages } from '../adapters/git/tracked-files.ts';
import { TidemarkError } from '../errors.ts';
import { splitConflicts } from '../formats/text/conflict-markers.ts';
import { decodeUtf8 } from '../formats/text/utf8.ts';
import { mergeVersions } from './merge-driver.ts';
import { parseBacklogOnce } from '../reading/parse-once.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';

/** The work tree, its backlog free of conflict markers. */
export interface SettledWorkTree {
  readonly reading: Reading;
  readonly backlog: SettledBacklog;
}

export interface SettledBacklog {
  readonly path: string;
  /** What is on disk; undefined where there is no backlog. */
  readonly disk: Uint8Array | undefined;
  /** The same, or what became of it: the two sides of a conflict merged by items. */
  readonly text: string;
  /** There were conflict markers, and `text` has none. */
  readonly settled: boolean;
}

/**
 * Reads the work tree as it is. Where a merge left conflict markers in the backlog, the two sides are merged by items as the merge driver
 * would have, edits made since included. Throws `refused` where that leaves something for people to decide, `no-backlog`.
 */
export async function readSettled(repository: Repository, local: LocalSettings): Promise<SettledWorkTree> {
  const about = { label: 'work tree', role: 'candidate' } as const;
  const reading = await readSnapshot(repository, { kind: 'worktree', ignored: false }, about, local);
  const { backlog } = reading.snapshot;
  if (backlog.state === 'missing') throw missing(backlog.path, backlog.note);
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  const disk = await readWorkFile(rootOf(repository), path);
  const text = textOf(disk);
  return backlog.state === 'unreadable'
    ? settle(repository, reading, { path, disk, text })
    : { reading, backlog: { path, disk, text, settled: false } };
}

function textOf(bytes: Uint8Array | undefined): string {
  const decoded = bytes && decodeUtf8(bytes);
  return decoded && 'text' in decoded ? decoded.text : '';
}

async function settle(
  repository: Repository,
  reading: Reading,
  { path, disk, text }: Omit<SettledBacklog, 'settled'>,
): Promise<SettledWorkTree> {
  const merged = await mergeConflict(repository, path, text);
  const backlog = merged && (await parseBacklogOnce(path, merged));
  if (backlog?.state !== 'readable') throw undecided(path);
  return {
    reading: { ...reading, snapshot: { ...reading.snapshot, backlog } },
    backlog: { path, disk, text: textOf(merged), settled: true },
  };
}

async function mergeConflict(
  { directory }: Repository,
  path: string,
  text: string,
): Promise<Uint8Array | undefined> {
  const sides = splitConflicts(text);
  const stages = sides && (await readStages(directory, path));
  if (!sides || !stages) return undefined;
  const versions = { base: stages.base, ours: Buffer.from(sides.ours), theirs: Buffer.from(sides.theirs) };
  const { content, asText } = await mergeVersions(directory, versions, 7);
  return asText ? undefined : content;
}

function missing(path: string, note: string | undefined): TidemarkError {
  const hint = 'If it lies elsewhere, say so in .tidemark.yaml: `backlog: path/to/BACKLOG.yaml`.';
  return new TidemarkError('no-backlog', `There is no ${path} to renumber in.`, note ?? hint);
}

function undecided(path: string): TidemarkError {
  return new TidemarkError(
    'refused',
    `${path} cannot be read as it is, and its conflicts cannot be settled by items.`,
    `See \`tidemark check\` for the place, mend it there, and run the command again.`,
  );
}
