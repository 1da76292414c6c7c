import { z } from 'zod';

import { KINDS } from '../../core/ledger/files/file-ledger.ts';
import { parseItemId } from '../../core/ids/item-id.ts';
import { patternProblem } from '../kinds/files.ts';
import { LEDGER_NAME } from './default-config.ts';
import { refusePath } from './safe-path.ts';

/** A path in a configuration. */
export const path = z.string().superRefine((value, context) => {
  const reason = refusePath(value);
  if (reason !== undefined) context.addIssue({ code: 'custom', message: reason });
});

const prefix = z
  .string()
  .refine((value) => parseItemId(`${value}-1`) !== undefined, 'is not a prefix such as WRK')
  .transform((value) => value.toUpperCase());

/** A list of prefixes in use. */
export const prefixes = z.array(prefix);

const OF_FILES = ['order', 'reuse', 'template', 'sharing'] as const;
const OF_PATTERNS = ['pattern', 'heading'] as const;
const OF_BACKLOGS = ['worklog', 'changes', 'prefixes'] as const;

/** The keys of an entry of `ledgers`, in the order of the documentation. */
export const LEDGER_KEYS = [
  'kind',
  'name',
  'path',
  ...OF_PATTERNS,
  ...OF_FILES,
  ...OF_BACKLOGS,
  'maxLeap',
] as const;

const ledger = z
  .strictObject({
    kind: z.enum([...KINDS, 'backlog']).describe('How its names are read and what holds for its numbers.'),
    name: z
      .string()
      .regex(LEDGER_NAME, 'has to be a word of letters, digits, . _ / and -')
      .optional()
      .describe("What it is called in reports and commands; by default the kind's name."),
    path: z
      .union([path, z.array(path).refine((list) => list.length > 0, 'names no folder')])
      .describe('Its folder, or several that share one sequence; of a backlog the file.'),
    pattern: z
      .string()
      .optional()
      .describe('For kind files: a name with {number} or {number:4}, and {prefix}, {slug}, {any}.'),
    order: z
      .union([z.boolean(), z.literal('strict')])
      .optional()
      .describe('Whether new numbers have to be above the others; strict makes it an error.'),
    reuse: z.boolean().optional().describe('Whether a number may come back after its file was removed.'),
    heading: z.boolean().optional().describe('For kind files: the first heading has the number, too.'),
    template: path
      .optional()
      .describe('What a new file of it begins as: a text with {number}, {id}, {title}, {slug}, {date}.'),
    sharing: z.boolean().optional().describe('Whether several entries may share a number.'),
    worklog: path.optional().describe('For kind backlog: its worklog; by default _worklog beside the file.'),
    changes: path
      .optional()
      .describe('For kind backlog: its directories of changes; by default changes beside the file.'),
    prefixes: prefixes.optional().describe('For kind backlog: its prefixes in use.'),
    maxLeap: z
      .uint32()
      .min(1)
      .optional()
      .describe(
        'How far above the others a number may be before it is reported as a likely typo; by default 100, of a backlog that of the file.',
      ),
  })
  .superRefine((value, context) => {
    const complain = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const refuse = (keys: readonly (keyof typeof value)[], message: string) => {
      for (const key of keys) if (value[key] !== undefined) complain(key, message);
    };
    const { kind, pattern } = value;
    if (kind === 'files' && pattern === undefined) complain('pattern', 'is missing');
    const problem = pattern === undefined ? undefined : patternProblem(pattern);
    if (problem !== undefined) complain('pattern', problem);
    if (kind !== 'files') refuse(OF_PATTERNS, 'is only for the kind files');
    if (kind !== 'backlog') refuse(OF_BACKLOGS, 'is only for the kind backlog');
    if (kind === 'backlog') refuse(OF_FILES, 'is not for the kind backlog');
    if (kind === 'backlog' && typeof value.path !== 'string') complain('path', 'has to be a single file');
  });

export type LedgerConfig = z.output<typeof ledger>;

/** Folders with numbered files, and backlogs beside the one that the top of the file leads to. */
export const ledgersSchema = z.array(ledger);
