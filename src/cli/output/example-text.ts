import type { Example, ExampleFiles } from '../../core/rules/examples/example.ts';
import { unifiedDiff } from '../../writing/unified-diff.ts';

/**
 * An example for people. `before` shows the files as they are committed, or where there is more than one commit what
 * the last one did to the whole files; `fails` and `passes` are diffs, again of whole files.
 */
export interface ExampleText {
  readonly before: string;
  /** What the branch that is merged did to the first commit; empty outside of merges. */
  readonly merging: string;
  /** What others drew over a remote, a line each; empty where that is of no account. */
  readonly drawn: string;
  readonly fails: string;
  readonly passes: string;
}

export function exampleText({
  before: [first = {}, ...later],
  merging = {},
  drawn = [],
  fails,
  passes,
}: Example): ExampleText {
  let state = first;
  let text = plain(first);
  for (const change of later) {
    text = diffs(state, change);
    state = { ...state, ...change };
  }
  return {
    before: text,
    merging: diffs(first, merging),
    drawn: drawn.map((line) => `backlog ${line}\n`).join(''),
    fails: diffs(state, fails),
    passes: diffs(state, passes),
  };
}

function plain(files: ExampleFiles): string {
  return Object.entries(files)
    .map(([path, content]) => `# ${path}\n${content ?? ''}`)
    .join('\n');
}

function diffs(state: ExampleFiles, change: ExampleFiles): string {
  return Object.entries(change)
    .map(([path, content]) => unifiedDiff(path, state[path] ?? null, content, Infinity))
    .join('');
}
