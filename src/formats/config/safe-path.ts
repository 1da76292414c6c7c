/**
 * Why a path from a configuration must not be used, as the end of a sentence; undefined for a plain path inside of the repository.
 * `.git` is refused in every spelling that some file system takes for it.
 */
export function refusePath(path: string): string | undefined {
  const segments = path.split('/');
  if (path === '') return 'is empty';
  if (/\p{Cc}/u.test(path)) return 'holds a control character';
  if (path.includes('\\')) return 'holds a backslash; directories are separated by /';
  if (path.startsWith('/') || /^[A-Za-z]:/u.test(path))
    return 'is absolute; it has to be relative to the repository';
  if (segments.includes('..')) return 'leads upwards with ..';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'holds an empty or a . segment';
  if (segments.some((segment) => GIT_DIRECTORY.test(withoutIgnorable(segment)))) return 'leads into .git';
  return undefined;
}

/** Windows ignores dots and blanks at the end, cuts at a stream's colon, and knows `.git` as `git~1`. */
const GIT_DIRECTORY = /^(?:\.git|git~\d+)[. ]*(?::.*)?$/iu;

/** macOS ignores these characters in names. */
function withoutIgnorable(segment: string): string {
  return segment.replaceAll(/[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/gu, '');
}
