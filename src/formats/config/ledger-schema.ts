import { z } from 'zod';

import { KINDS } from '../../core/ledger/files/file-ledger.ts';
import { patternProblem } from '../kinds/files.ts';
import { refusePath } from './safe-path.ts';

/** A path in a configuration. */
export const path = z.string().superRefine((value, context) => {
  const reason = refusePath(value);
  if (reason !== undefined) context.addIssue({ code: 'custom', message: reason });
});

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u;

const ledger = z
  .strictObject({
    kind: z.enum(KINDS).describe('How its names are read and what holds for its numbers.'),
    name: z
      .string()
      .regex(NAME, 'has to be a word of letters, digits, . _ / and -')
      .optional()
      .describe("What it is called in reports and commands; by default the kind's name."),
    path: z
      .union([path, z.array(path).refine((list) => list.length > 0, 'names no folder')])
      .describe('Its folder, or several that share one sequence.'),
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
    maxLeap: z
      .uint32()
      .min(1)
      .optional()
      .describe('How far above the others a number may be before it is reported as a likely typo; 100.'),
  })
  .superRefine((value, context) => {
    const complain = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const isFiles = value.kind === 'files';
    if (isFiles && value.pattern === undefined)
      context.addIssue({ code: 'custom', path: ['pattern'], message: 'is missing' });
    const problem = value.pattern === undefined ? undefined : patternProblem(value.pattern);
    if (problem !== undefined) complain('pattern', problem);
    if (!isFiles && value.pattern !== undefined) complain('pattern', 'is only for the kind files');
    if (!isFiles && value.heading !== undefined) complain('heading', 'is only for the kind files');
  });

/** Folders with numbered files. */
export const ledgersSchema = z.array(ledger).superRefine((list, context) => {
  for (const [at, one] of list.entries()) {
    const before = list.slice(0, at);
    if (before.some((other) => nameOf(other) === nameOf(one)))
      context.addIssue({
        code: 'custom',
        path: [at, one.name === undefined ? 'kind' : 'name'],
        message: `is the name of two ledgers, ${JSON.stringify(nameOf(one))}; give one a \`name\` of its own`,
      });
    const taken = pathsOf(one).find((own) =>
      before.some((other) => pathsOf(other).some((path) => overlap(path, own))),
    );
    if (taken !== undefined)
      context.addIssue({
        code: 'custom',
        path: [at, 'path'],
        message: `has ${taken}, which another ledger has, too`,
      });
  }
});

type Ledger = z.output<typeof ledger>;

function nameOf({ kind, name = kind }: Pick<Ledger, 'kind' | 'name'>): string {
  return name;
}

export function pathsOf({ path }: Pick<Ledger, 'path'>): readonly string[] {
  return typeof path === 'string' ? [path] : path;
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

export type LedgerFileConfig = Ledger;
