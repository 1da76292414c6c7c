import { pathspec, shellWord } from './wording.ts';

/** The command that stages what the disk has at and below `paths`, relative to the root; `atRoot`: the caller is there. */
export function stageCommand(paths: readonly string[], atRoot: boolean): string {
  return ['git add', ...paths.map((path) => argument(path, atRoot))].join(' ');
}

function argument(path: string, atRoot: boolean): string {
  // To git, some paths would be options, patterns, or all the others.
  if (/^[-:!^(]|[*?[\\]/u.test(path)) return shellWord(`:(top,literal)${path}`);
  return atRoot ? shellWord(path) : pathspec(path);
}
