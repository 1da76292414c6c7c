import type { MergedVersions } from '../../renumbering/merging/merge-versions.ts';
import { RESOLVE } from '../../core/messages/remedy.ts';
import { runnableCommand } from '../../core/messages/runnable.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { defineCommand } from '../define-command.ts';
import { usageError } from '../arguments/usage-error.ts';
import { conflictSentence } from '../output/conflict-sentence.ts';

export const mergeDriver = defineCommand({
  name: 'merge-driver',
  summary: 'merge three versions of the backlog or of a worklog; git runs this',
  examples: [
    ['tidemark install --merge-driver', 'make git use it'],
    ['tidemark merge-driver %O %A %B %L -- %P', 'what git then runs; the result goes to %A'],
  ],
  options: {},
  positionals: { usage: 'BASE OURS THEIRS MARKER-SIZE PATH', min: 5, max: 5 },
  formats: ['human'],
  run: async ({ cwd, positionals: [base = '', ours = '', theirs = '', size = '', path = ''], style }) => {
    const markerSize = Number(size);
    if (!/^\d+$/u.test(size) || markerSize === 0) {
      throw usageError(`${size} is not a length of a conflict marker`, 'merge-driver');
    }
    const { mergeFiles } = await import('../../renumbering/merging/merge-driver.ts');
    const merged = await mergeFiles(cwd, { base, ours, theirs, markerSize, path });
    const stderr = sentences(merged, path, style).map((line) => `tidemark: ${visible(line)}\n`);
    return { code: isSettled(merged) ? 0 : 1, stderr: stderr.join('') };
  },
});

function isSettled({ conflicts, doubled, broken }: MergedVersions): boolean {
  return conflicts.length + doubled.length === 0 && !broken;
}

/** Git prints these between its own lines, so each says by itself what to do. */
function sentences(merged: MergedVersions, path: string, { programs }: Style): readonly string[] {
  const { conflicts, doubled, asText, broken } = merged;
  const sentences = [
    ...doubled.map(({ id, ours, theirs }) => {
      return `${id} was assigned twice, to “${ours}” and to “${theirs}”; both were kept.`;
    }),
    ...(asText ? [`${path} could not be merged by items or entries, so git merged it as text.`] : []),
    ...(broken ? [`Merged as text, ${path} is not a backlog any more.`] : []),
    ...conflicts.map((conflict) => conflictSentence(conflict, path)),
  ];
  const [last = ''] = sentences.slice(-1);
  return isSettled(merged)
    ? sentences
    : [...sentences.slice(0, -1), `${last} Run: ${runnableCommand(RESOLVE, programs)}`];
}
