import { z } from 'zod';

import { formatItemId, parseItemId } from '../core/ids/item-id.ts';

/** An item that got another ID. */
export type RememberedMove = z.infer<ReturnType<typeof moveSchema>>;

/** A rebase that ended and left something to do. Commits are full hex. */
export type EndedRebase = z.infer<ReturnType<typeof endedSchema>>;

/** The text that tells later what was renumbered. */
export function formatMoves(moves: readonly RememberedMove[]): string {
  return `${JSON.stringify({ version: 1, moves })}\n`;
}

/** Empty for anything that `formatMoves` did not write. Never throws. */
export function parseMoves(bytes: Uint8Array): readonly RememberedMove[] {
  return parse(bytes, movesSchema())?.moves ?? [];
}

/** The text that tells what a rebase left to do. */
export function formatEnded(rebase: Omit<EndedRebase, 'version'>): string {
  return `${JSON.stringify({ version: 1, ...rebase })}\n`;
}

/** Undefined for anything that `formatEnded` did not write. Never throws. */
export function parseEnded(bytes: Uint8Array): EndedRebase | undefined {
  return parse(bytes, endedSchema());
}

function parse<T>(bytes: Uint8Array, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function canonical(text: string): string | undefined {
  const id = parseItemId(text);
  return id && formatItemId(id);
}

// Made when there is something to read: a rebase mostly remembers nothing.
const movesSchema = () => z.object({ version: z.literal(1), moves: z.array(moveSchema()) });

function moveSchema() {
  const id = z.string().refine((text) => canonical(text) === text);
  const [name, title, created] = [z.string(), z.string(), z.string().optional()];
  return z
    .object({ from: id, to: id, name, title, created, places: z.array(z.string()).optional() })
    .refine((move) => canonical(move.name) === move.to)
    .readonly();
}

function endedSchema() {
  const commit = z.string().regex(/^[0-9a-f]{40,64}$/u);
  return z
    .object({
      version: z.literal(1),
      moves: z.array(moveSchema()),
      /** What the branch was put on, what its tip was, and what it is since. */
      onto: commit,
      tip: commit,
      head: commit,
      /** `created` and title of what was left out on purpose, with the commit that added it. */
      skipped: z.array(z.string()),
    })
    .readonly();
}
