import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { searchTracked } from '../../adapters/git/tracked-files.ts';
import { attribute } from '../../core/renumbering/attribution.ts';
import type { Mention, Reference } from '../../core/renumbering/attribution.ts';
import type { Ownership } from '../../core/renumbering/claimants.ts';
import type { Contents } from '../../core/renumbering/renumber-plan.ts';
import type { Party } from '../../core/renumbering/parties.ts';
import { parseItemId } from '../../core/ids/item-id.ts';
import { backlogMentions } from '../../formats/mentions/backlog-mentions.ts';
import { findMentions, isDefiningLine } from '../../formats/mentions/id-mentions.ts';
import { fromLatin1, toLatin1 } from '../../formats/text/latin1.ts';
import { readDirectories } from './renumber-directories.ts';
import type { Draft } from '../merging/draft.ts';

/** Everything that mentions an ID, told apart by what it means. */
export interface Findings {
  readonly references: readonly Reference[];
  readonly contents: Contents;
}

/** Searches the tracked files of the work tree for an ID. Claims are no references, except headings that will not change. */
export async function findReferences(
  repository: Repository,
  ownership: Ownership,
  draft: Draft,
): Promise<Findings> {
  const id = parseItemId(ownership.key);
  const pattern = id ? `${id.prefix}-0*${id.number}` : ownership.key;
  const found = [...(await searchTracked(repository.directory, pattern)), ...draft.texts.keys()];
  const paths = [...new Set(found)].filter((path) => path !== draft.backlog.path);
  const lists = await Promise.all(
    paths.map(async (path) => fileReferences(repository, ownership, draft, path)),
  );
  const all = [...(await backlogReferences(repository, ownership, draft)), ...lists.flat()];
  const { files, strays } = await readDirectories(repository, ownership);
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
  ownership: Ownership,
  { texts }: Draft,
  path: string,
): Promise<readonly Reference[]> {
  const bytes =
    texts.get(path)?.content ?? (await readWorkFile(rootOf(repository), path).catch(() => undefined));
  if (!bytes) return [];
  const versions = await Promise.all(
    ownership.parties.map(async (party) => ({ party, lines: await linesOf(repository, party, path) })),
  );
  return findMentions(toLatin1(bytes), ownership.key).map(({ line, column, text, slug }) => {
    const place = { path, line, column };
    const parties = versions.filter(({ lines }) => lines === 'all' || lines.has(text));
    const mention: Mention = {
      place,
      text: fromLatin1(text),
      role: 'prose',
      slug,
      parties: parties.map(({ party }) => party),
    };
    return headingReference(ownership, mention, text) ?? attribute(ownership, mention);
  });
}

/** A heading is a claim: its owner is known, or it is known that nobody can tell. */
function headingReference(ownership: Ownership, mention: Mention, line: string): Reference | undefined {
  const { path } = mention.place;
  const isHere = ({ place }: { place: Mention['place'] }): boolean =>
    place.path === path && place.line === mention.place.line;
  const first = findMentions(line, ownership.key)[0]?.column === mention.place.column;
  if (!first) return undefined;
  const owner = ownership.claimants.find((one) =>
    one.headings.some(({ claim, present }) => present && isHere(claim)),
  );
  const place = { ...mention.place, column: 1 };
  if (owner) return { ...mention, place, meaning: owner, because: `it is the heading of “${owner.name}”` };
  const isUnowned = ownership.unowned.some(({ claim, present }) => present && isHere(claim));
  return isUnowned ? { ...mention, place, meaning: undefined, because: 'its title fits several' } : undefined;
}

async function linesOf(
  { read }: Repository,
  { commit }: Party,
  path: string,
): Promise<ReadonlySet<string> | 'all'> {
  // Without a commit the party is the work tree itself.
  if (commit === undefined) return 'all';
  const object = await read(`${commit}:${path}`);
  return new Set(object ? toLatin1(object.content).split(/\r?\n/u) : []);
}

async function backlogReferences(
  { read }: Repository,
  ownership: Ownership,
  { backlog: { path, text }, brought }: Draft,
): Promise<readonly Reference[]> {
  const versions = await Promise.all(
    ownership.parties.map(async (party) => {
      const { commit, backlogPath } = party;
      const object = commit === undefined ? undefined : await read(`${commit}:${backlogPath ?? path}`);
      return { party, text: commit === undefined ? text : (object?.content.toString() ?? '') };
    }),
  );
  const seen = backlogMentions(
    text,
    ownership.key,
    versions.map((version) => version.text),
  );
  return seen.map(({ line, column, text: source, slug, role, seenIn }) =>
    attribute(
      ownership,
      {
        place: { path, line, column },
        text: source,
        role,
        slug,
        parties: seenIn.flatMap((index) => versions[index]?.party ?? []),
      },
      brought,
    ),
  );
}
