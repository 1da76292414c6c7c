import { z } from 'zod';

/** A step of rewriting a work tree, as `RewriteStep` of the adapters has it. */
export type JournalStep = z.infer<ReturnType<typeof stepSchema>>;

/** The text that tells later what was about to be done. */
export function formatJournal(steps: readonly JournalStep[]): string {
  const texts = steps.map((step) => (step.kind === 'move' ? step : withText(step)));
  return `${JSON.stringify({ version: 1, steps: texts })}\n`;
}

/** Undefined for anything that `formatJournal` did not write, and for paths that lead out of the work tree or into `.git`. Never throws. */
export function parseJournal(bytes: Uint8Array): readonly JournalStep[] | undefined {
  try {
    return journalSchema().safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data?.steps;
  } catch {
    return undefined;
  }
}

// Made when there is a journal to read: whoever takes the lock looks for one, and mostly there is none.
const journalSchema = () => z.object({ version: z.literal(1), steps: z.array(stepSchema()) });
function stepSchema() {
  const path = z.string().refine((text) => !/(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/iu.test(text));
  const bytes = z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64'));
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('move'), from: path, to: path }).readonly(),
    z.object({ kind: z.literal('write'), path, before: bytes, after: bytes }).readonly(),
    z.object({ kind: z.literal('create'), path, after: bytes }).readonly(),
  ]);
}

function withText(step: Exclude<JournalStep, { kind: 'move' }>) {
  const after = toBase64(step.after);
  return step.kind === 'create' ? { ...step, after } : { ...step, before: toBase64(step.before), after };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
