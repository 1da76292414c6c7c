import { z } from 'zod';

const level = z.enum(['low', 'medium', 'high']);
const timestamp = z.string().describe('RFC 3339, with a fraction of 0 to 9 digits');
const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z][A-Za-z0-9]*)*-[0-9]+$/u)
  .describe('PREFIX-NUMBER, the number padded as in the other items: WRK-027');

const item = z.looseObject({
  id,
  title: z.string(),
  status: z.enum(['new', 'scoping', 'ready', 'in_progress', 'done', 'blocked']).optional(),
  phase: z.string().optional(),
  size: z.enum(['small', 'medium', 'large']).optional(),
  complexity: level.optional(),
  risk: level.optional(),
  impact: level.optional(),
  requires_human_review: z.boolean().optional(),
  origin: z.string().optional().describe('ID/phase of the item this one came from, or inbox'),
  blocked_from_status: z.string().optional(),
  blocked_reason: z.string().optional(),
  blocked_type: z.string().optional(),
  unblock_context: z.string().optional(),
  tags: z.array(z.string()).optional(),
  dependencies: z.array(id).optional().describe('Items that have to be done first'),
  created: timestamp
    .optional()
    .describe(
      'When the item was made. Together with the ID it identifies the item: never edit it. `tidemark fix --created` adds it.',
    ),
  updated: timestamp.optional(),
  pipeline_type: z.string().optional(),
  description: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  phase_pool: z.enum(['pre', 'main']).optional(),
  last_phase_commit: z.string().optional(),
});

/**
 * BACKLOG.yaml as the orchestrator writes it, for editors. It is narrower than what `check` takes: a squiggle under an
 * odd status helps, an error would not.
 */
export const backlogSchema = z.looseObject({
  schema_version: z.int().min(1).optional(),
  items: z.array(item).optional(),
  next_item_id: z
    .uint32()
    .optional()
    .describe('The highest number ever assigned, in spite of its name. It never goes down.'),
});
