import type { MergeOutcome } from '../../renumbering/merge-driver.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { defineCommand } from '../define-command.ts';
import { usageError } from '../arguments/usage-error.ts';

export const mergeDriver = defineCommand({
  name: 'merge-driver',
  summary: 'merge three versions of the backlog by items; git runs this',
  examples: [
    ['tidemark install --merge-driver', 'make git use it'],
    ['tidemark merge-driver %O %A %B %L -- %P', 'what git then runs; the result goes to %A'],
  ],
  options: {},
  positionals: { usage: 'BASE OURS THEIRS MARKER-SIZE PATH', min: 5, max: 5 },
  formats: ['human'],
  run: async ({ cwd, positionals: [base = '', ours = '', theirs = '', size = '', path = ''] }) => {
    const markerSize = Number(size);
    if (!/^\d+$/u.test(size) || markerSize === 0) {
      throw usageError(`${size} is no length of a conflict marker`, 'merge-driver');
    }
    const { mergeBacklogFiles } = await import('../../renumbering/merge-driver.ts');
    const outcome = await mergeBacklogFiles(cwd, { base, ours, theirs, markerSize });
    const stderr = sentences(outcome, path).map((line) => `tidemark: ${visible(line)}\n`);
    return { code: outcome.conflict ? 1 : 0, stderr: stderr.join('') };
  },
});

/** Git prints these between its own lines, so each says by itself what to do. */
function sentences({ doubled, asText, broken }: MergeOutcome, path: string): readonly string[] {
  return [
    ...doubled.map(({ id, ours, theirs }) => {
      return `${id} was drawn twice, for “${ours}” and for “${theirs}”; both are kept. Run: tidemark renumber ${id}`;
    }),
    ...(asText ? [`${path} could not be told apart into items, so git merged it as a text`] : []),
    ...(broken ? [`merged as a text, ${path} is no backlog any more; \`tidemark check\` shows where`] : []),
  ];
}
