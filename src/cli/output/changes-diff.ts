import type { Renumbering } from '../../core/renumbering/renumber-plan.ts';
import type { FileChange } from '../../renumbering/renumber-files.ts';
import { visible } from '../../reporters/parts/escape.ts';

/** What is done to the work tree, as a unified diff for people and, whole, for `git apply`: only what would steer a terminal is made visible. */
export async function changesDiff(
  changes: readonly FileChange[],
  renumberings: readonly Renumbering[],
): Promise<string> {
  const { movedDiff, unifiedDiff } = await import('../../writing/unified-diff.ts');
  const changed = new Set(changes.map(({ from }) => from));
  const moved = renumberings.flatMap(({ parts }) => parts.flatMap(({ files }) => files));
  const renames = moved
    .filter(({ from, to }) => !changed.has(from) && !changed.has(to))
    .map(({ from, to }) => movedDiff(from, to, '', ''));
  const edits = changes.map(({ from, to, before, after, isNew }) => {
    const [old = '', now = ''] = [before, after].map((bytes) => new TextDecoder().decode(bytes));
    if (isNew) return unifiedDiff(to, null, now);
    return from === to ? unifiedDiff(to, old, now) : movedDiff(from, to, old, now);
  });
  return [...edits, ...renames]
    .join('')
    .split(/([\n\t])/u)
    .map((text) => (text === '\n' || text === '\t' ? text : visible(text)))
    .join('');
}
