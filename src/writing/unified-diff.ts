import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * What becomes of one file as a unified diff; null stands for no file. Empty where nothing changes. `context` counts
 * the unchanged lines around a change; with Infinity the whole file is shown, and no `@@` line.
 */
export function unifiedDiff(path: string, before: string | null, after: string | null, context = 3): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${path}`,
    after === null ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context, headerOptions: FILE_HEADERS_ONLY },
  );
  return context === Infinity ? patch.replaceAll(HUNK_HEAD, '') : patch;
}

const HUNK_HEAD = /^@@ .*\n/gmu;
