import { z } from 'zod';
import { RULE_IDS } from '../../core/findings/finding.ts';
import { DEFAULT_CONFIG } from './default-config.ts';
import { clashesIn } from './ledger-clashes.ts';
import { ledgersSchema, path, prefixes } from './ledger-schema.ts';

const ruleId = z.enum(RULE_IDS);
const markRuleId = ruleId.extract([
  'mark-invalid',
  'mark-missing',
  'mark-behind',
  'mark-regressed',
  'mark-leap',
]);
const otherRuleId = ruleId.exclude(markRuleId.options);

const reason = z
  .string()
  .refine((value) => value.trim() !== '', 'is empty; say why this is intended')
  .refine((value) => !/^\s*REPLACE ME\b/u.test(value), 'still has to be replaced; say why this is intended');

const acceptEntry = z.discriminatedUnion('rule', [
  z.strictObject({ rule: markRuleId, mark: z.uint32(), ledger: z.string().optional(), reason }),
  z.strictObject({
    rule: otherRuleId,
    id: z.string(),
    subject: z.string(),
    ledger: z.string().optional(),
    reason,
  }),
]);

/** The whole of `.tidemark.yaml`. What the file leaves out has the values shown here. */
export const configSchema = z.strictObject({
  backlog: path.optional().describe('Where the backlog is; by default BACKLOG.yaml, else .dev/BACKLOG.yaml.'),
  worklog: path.default(DEFAULT_CONFIG.worklog).describe('The directory of worklog files.'),
  changes: path
    .default(DEFAULT_CONFIG.changes)
    .describe('The directory that holds one directory per change.'),
  prefixes: prefixes
    .default([])
    .describe('Prefixes in use: new items get the first, or another of these, and no other.'),
  ledgers: ledgersSchema
    .superRefine((list, context) => {
      for (const { at, key, message } of clashesIn(list))
        context.addIssue({ code: 'custom', path: [at, key], message });
    })
    .default([])
    .describe('Folders of numbered files: ADRs, migrations, task files; and further backlogs.'),
  rules: z
    .partialRecord(ruleId, z.enum(['error', 'warning', 'off']))
    .default({})
    .describe('Rule levels that differ from the defaults.'),
  maxLeap: z
    .uint32()
    .min(1)
    .default(DEFAULT_CONFIG.policy.maxLeap)
    .describe('How far above the mark a number may be before it is reported as a likely typo.'),
  shared: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, 'has to be the name of a remote, such as origin')
    .optional()
    .describe('The remote over which numbers are shared, so that no two machines get the same one.'),
  block: z
    .uint32()
    .min(1)
    .max(1000)
    .default(1)
    .describe('How many shared numbers this clone takes at once, and gives out one by one.'),
  accept: z.array(acceptEntry).default([]).describe('Findings that are accepted, and why.'),
});

/** A valid configuration, with the defaults filled in. */
export type ConfigFile = z.output<typeof configSchema>;
