import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileMove } from '../../core/renumbering/renumber-plan.ts';
import { movePointers, moveItems } from '../../formats/mentions/move-ids.ts';
import { parseBacklogOnce } from '../../reading/parse-once.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { readSnapshot } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';
import { followFiles } from './follow-files.ts';
import type { Draft, DraftText } from '../merging/draft.ts';
import { moveHeadings } from './move-versions.ts';
import { movesAbout } from './rebase-memory.ts';
import type { RebaseMemory } from './rebase-memory.ts';
import { headingsOnce } from '../../formats/worklog/read-once.ts';

/**
 * Gives what a rebase brought after an item was renumbered, and that still has the former ID, the new one: pointers of other items, entries of
 * the worklog, files of changes. Git merges such commits without a word. What the branch is put on has stays as it is.
 */
export async function followMoves(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  known: Pick<RebaseMemory, 'moves' | 'onto' | 'tip'> | undefined,
): Promise<Draft> {
  const memory = known && { ...known, moves: movesAbout(known.moves, draft.backlog.path) };
  if (!memory || memory.moves.length === 0) return draft;
  const about = { label: 'onto', commit: memory.onto, role: 'base' } as const;
  const source = { kind: 'commit', revision: memory.onto } as const;
  const onto = await readSnapshot(repository, source, about, local);
  const files = await followFiles(repository, draft, onto, memory.moves);
  const edits = [
    ...(await followPointers(repository, draft, onto, memory)),
    ...(await followHeadings(repository, draft, onto, memory)),
    ...files.texts,
  ];
  return withEdits(draft, new Map(edits), files.moves, files.directories);
}

/** What `followMoves` has changed, by the paths before. */
export function followedPaths(before: Draft, after: Draft): readonly string[] {
  const texts = [...after.texts].filter(([path, { content }]) => content !== before.texts.get(path)?.content);
  return [...new Set([...texts.map(([path]) => path), ...after.moves.map(({ from }) => from)])];
}

type Edited = readonly (readonly [path: string, text: DraftText])[];

async function followPointers(
  repository: Repository,
  { backlog, texts, reading }: Draft,
  onto: Reading,
  { moves, tip }: Pick<RebaseMemory, 'moves' | 'tip'>,
): Promise<Edited> {
  const { path, text } = backlog;
  const disk = texts.get(path)?.disk ?? (await readWorkFile(rootOf(repository), path));
  if (!disk || reading.snapshot.backlog.state !== 'readable') return [];
  const there = await repository.read(`${tip}:${path}`);
  const known = await onto.read(path);
  const meant = moveItems(there?.content.toString('utf8') ?? '', moves);
  const moved = movePointers(text, moves, { meant, known: Buffer.from(known ?? []).toString('utf8') });
  return moved === text ? [] : [[path, { disk, content: Buffer.from(moved) }]];
}

async function followHeadings(
  repository: Repository,
  { reading, texts }: Draft,
  onto: Reading,
  { moves }: Pick<RebaseMemory, 'moves'>,
): Promise<Edited> {
  const known = new Set(onto.snapshot.headings.map(({ key, timestamp }) => `${key} ${timestamp}`));
  const paths = new Set(reading.snapshot.headings.map(({ place }) => place.path));
  const edits = [...paths].map(async (path): Promise<Edited> => {
    const disk = texts.get(path)?.disk ?? (await readWorkFile(rootOf(repository), path));
    const content = texts.get(path)?.content ?? disk;
    const moved = content && moveHeadings(content, moves, known);
    return disk && moved && moved !== content ? [[path, { disk, content: moved }]] : [];
  });
  return (await Promise.all(edits)).flat();
}

async function withEdits(
  draft: Draft,
  edits: ReadonlyMap<string, DraftText>,
  moves: readonly FileMove[],
  directories: Reading['snapshot']['directories'],
): Promise<Draft> {
  const { reading, backlog } = draft;
  const edited = edits.get(backlog.path)?.content;
  const rest = reading.snapshot.headings.filter(({ place }) => !edits.has(place.path));
  const headings = [...edits].flatMap(([path, { content }]) =>
    path.startsWith(`${reading.settings.worklog}/`) ? headingsOnce(path, content) : [],
  );
  const snapshot = {
    ...reading.snapshot,
    headings: [...rest, ...headings],
    directories,
    ...(edited && { backlog: await parseBacklogOnce(backlog.path, edited) }),
  };
  return {
    ...draft,
    reading: { ...reading, snapshot },
    texts: new Map([...draft.texts, ...edits]),
    moves,
    backlog: edited ? { ...backlog, text: Buffer.from(edited).toString('utf8') } : backlog,
  };
}
