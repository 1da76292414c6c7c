import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * What becomes of one file as a unified diff; null stands for no file. Empty where nothing changes. `context` counts
 * the unchanged lines around a change; with Infinity the whole file is shown, and no `@@` line.
 */
export function unifiedDiff(path: string, before: string | null, after: string | null, context = 3): string {
  return diffBetween(path, path, before, after, context);
}

/** The same for a file that gets another name, as `git apply` takes it. */
export function movedDiff(from: string, to: string, before: string, after: string): string {
  const head = `diff --git a/${from} b/${to}\nrename from ${from}\nrename to ${to}\n`;
  return head + diffBetween(from, to, before, after, 3);
}

function diffBetween(
  from: string,
  to: string,
  before: string | null,
  after: string | null,
  context: number,
): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${from}`,
    after === null ? '/dev/null' : `b/${to}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context, headerOptions: FILE_HEADERS_ONLY },
  );
  return context === Infinity ? patch.replaceAll(HUNK_HEAD, '') : patch;
}

const HUNK_HEAD = /^@@ .*\n/gmu;
