/** What stands at a path. Only a `file` can be read. */
export type EntryKind = 'file' | 'link' | 'submodule' | 'directory' | 'unmerged';
