import { findWorkLink } from '../../adapters/disk/work-file-kind.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { entriesBelow, entryAt, listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';
import { problem } from '../remark.ts';
import type { Remark } from '../remark.ts';

/** Whether ledgers of files lead to folders, and these have names that can be read. */
export async function remarksOnLedgers(
  repository: Repository,
  { ledgers }: Pick<Settings, 'ledgers'>,
): Promise<readonly Remark[]> {
  const paths = ledgers.flatMap(({ terms }) => terms.paths);
  const { root } = repository;
  if (paths.length === 0 || root === undefined) return [];
  const listing = await listFiles(repository, { kind: 'worktree', ignored: false }, paths);
  const remarks = await Promise.all(ledgers.map(async (ledger) => remarksOn(root, ledger, listing)));
  return remarks.flat();
}

async function remarksOn(root: string, ledger: FileLedger, listing: Listing): Promise<readonly Remark[]> {
  const { kind, terms } = ledger;
  const remarks = await Promise.all(
    terms.paths.map(async (path) => remarkOnFolder(root, terms.name, path, listing)),
  );
  const told = remarks.flatMap((remark) => remark ?? []);
  if (told.length > 0) return told;
  const read = readerOf({ kind, paths: terms.paths });
  const files = terms.paths.flatMap((path) => entriesBelow(listing, path));
  if (files.some(({ path }) => read(path).name)) return [];
  return [
    problem(
      `The ledger ${terms.name} has no numbered file: nothing in ${terms.paths.join(' or ')} is named as in ${kind.names}.`,
      terms.kind === 'files'
        ? `Correct its \`pattern\` in ${CONFIG_FILE}.`
        : `Correct its \`kind\` or \`path\` in ${CONFIG_FILE}; kind files takes a \`pattern\` of its own.`,
    ),
  ];
}

async function remarkOnFolder(
  root: string,
  name: string,
  path: string,
  listing: Listing,
): Promise<Remark | undefined> {
  const link = await findWorkLink(root, path);
  if (link)
    return problem(
      `${link.path} is a symbolic link, and nothing is read through one: the ledger ${name} is not seen.`,
      link.real === undefined
        ? 'Put the folder itself into the repository.'
        : `Name the real folder in ${CONFIG_FILE}: \`path: ${link.real}\`.`,
    );
  if (entryAt(listing, path))
    return problem(
      `${path} is not a folder, so nothing of the ledger ${name} is checked.`,
      `Name the folder in ${CONFIG_FILE} that has the numbered files.`,
    );
  if (entriesBelow(listing, path).length > 0) return undefined;
  return problem(
    `The ledger ${name} leads to ${path}, where git sees no file.`,
    `Name a folder that is there, relative to the root, or take it out of ${CONFIG_FILE}.`,
  );
}
