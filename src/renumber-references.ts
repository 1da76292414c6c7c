import { readWorkFile } from './adapters/files.ts';
import { rootOf } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import { searchTracked } from './adapters/tracked.ts';
import { attribute } from './core/attribution.ts';
import type { Mention, Reference } from './core/attribution.ts';
import type { Contest } from './core/claimants.ts';
import type { Contents } from './core/plan.ts';
import type { Witness } from './core/witness.ts';
import { parseItemId } from './core/item-id.ts';
import { backlogMentions } from './formats/backlog-mentions.ts';
import { findMentions, isDefiningLine } from './formats/id-mentions.ts';
import { fromLatin1, toLatin1 } from './formats/latin1.ts';
import { readDirectories } from './renumber-directories.ts';
import type { SettledBacklog } from './renumber-settle.ts';

/** Everything that mentions an ID, told apart by what it means. */
export interface Findings {
  readonly references: readonly Reference[];
  readonly contents: Contents;
}

/** Searches the tracked files of the work tree for an ID. Claims are no references, except headings that will not change. */
export async function findReferences(
  repository: Repository,
  contest: Contest,
  backlog: SettledBacklog,
): Promise<Findings> {
  const id = parseItemId(contest.key);
  const pattern = id ? `${id.prefix}-0*${id.number}` : contest.key;
  const paths = (await searchTracked(repository.directory, pattern)).filter((path) => path !== backlog.path);
  const lists = await Promise.all(paths.map(async (path) => fileReferences(repository, contest, path)));
  const all = [...(await backlogReferences(repository, contest, backlog)), ...lists.flat()];
  const { files, strays } = await readDirectories(repository, contest);
  const inside = new Set([...[...files.values()].flat(), ...strays.map(({ path }) => path)]);
  const isDefining = ({ place, text }: Reference): boolean =>
    inside.has(place.path) && place.path.endsWith('.md') && isDefiningLine(text);
  return {
    references: all.filter((reference) => !isDefining(reference)),
    contents: { files, strays, defining: all.filter(isDefining) },
  };
}

/** Bytes as characters: whatever a file is encoded in, IDs are ASCII, and a byte that is not touched stays. */
async function fileReferences(
  repository: Repository,
  contest: Contest,
  path: string,
): Promise<readonly Reference[]> {
  const bytes = await readWorkFile(rootOf(repository), path).catch(() => undefined);
  if (!bytes) return [];
  const versions = await Promise.all(
    contest.witnesses.map(async (witness) => ({ witness, lines: await linesOf(repository, witness, path) })),
  );
  return findMentions(toLatin1(bytes), contest.key).map(({ line, column, text, slug }) => {
    const place = { path, line, column };
    const witnesses = versions.filter(({ lines }) => lines === 'all' || lines.has(text));
    const mention: Mention = {
      place,
      text: fromLatin1(text),
      role: 'prose',
      slug,
      witnesses: witnesses.map(({ witness }) => witness),
    };
    return headingReference(contest, mention, text) ?? attribute(contest, mention);
  });
}

/** A heading is a claim: its owner is known, or it is known that nobody can tell. */
function headingReference(contest: Contest, mention: Mention, line: string): Reference | undefined {
  const { path } = mention.place;
  const isHere = ({ place }: { place: Mention['place'] }): boolean =>
    place.path === path && place.line === mention.place.line;
  const first = findMentions(line, contest.key)[0]?.column === mention.place.column;
  if (!first) return undefined;
  const owner = contest.claimants.find((one) =>
    one.headings.some(({ claim, present }) => present && isHere(claim)),
  );
  const place = { ...mention.place, column: 1 };
  if (owner) return { ...mention, place, meaning: owner, because: `it is the heading of “${owner.name}”` };
  const isUnowned = contest.unowned.some(({ claim, present }) => present && isHere(claim));
  return isUnowned ? { ...mention, place, meaning: undefined, because: 'its title fits several' } : undefined;
}

async function linesOf(
  { read }: Repository,
  { commit }: Witness,
  path: string,
): Promise<ReadonlySet<string> | 'all'> {
  // Without a commit the witness is the work tree itself.
  if (commit === undefined) return 'all';
  const object = await read(`${commit}:${path}`);
  return new Set(object ? toLatin1(object.content).split(/\r?\n/u) : []);
}

async function backlogReferences(
  { read }: Repository,
  contest: Contest,
  { path, text }: SettledBacklog,
): Promise<readonly Reference[]> {
  const versions = await Promise.all(
    contest.witnesses.map(async (witness) => {
      const { commit, backlogPath } = witness;
      const object = commit === undefined ? undefined : await read(`${commit}:${backlogPath ?? path}`);
      return { witness, text: commit === undefined ? text : (object?.content.toString() ?? '') };
    }),
  );
  const seen = backlogMentions(
    text,
    contest.key,
    versions.map((version) => version.text),
  );
  return seen.map(({ line, column, text: source, slug, role, seenIn }) =>
    attribute(contest, {
      place: { path, line, column },
      text: source,
      role,
      slug,
      witnesses: seenIn.flatMap((index) => versions[index]?.witness ?? []),
    }),
  );
}
