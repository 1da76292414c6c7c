import { submoduleName } from '../../adapters/git/file-history.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import type { Listing } from '../listing.ts';
import { diskName } from './contents.ts';

/** The contents of files by their paths: full hex, or `diskName`. */
export type FileList = ReadonlyMap<string, string>;

/** A name claims, whether a file, a link or a submodule has it. A directory is a companion, and nothing is read through a link. */
export function filesOf(listing: Listing): FileList {
  const files = new Map<string, string>();
  for (const entries of listing.values()) for (const entry of entries) addFile(files, entry);
  return files;
}

function addFile(files: Map<string, string>, { path, kind, oid }: FileEntry): void {
  if (kind === 'directory') return;
  const isCommit = kind === 'submodule' && oid !== undefined;
  files.set(path, isCommit ? submoduleName(oid) : (oid ?? diskName(path)));
}
