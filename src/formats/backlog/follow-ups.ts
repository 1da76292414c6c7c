import { z } from 'zod';

import { titleProblem } from '../../core/numbers/backlog-operations.ts';
import type { Draft } from '../../core/numbers/backlog-operations.ts';
import { indexLines } from '../text/line-index.ts';
import { findText, isNull } from '../yaml/yaml-node.ts';
import type { YamlFault, YamlNode } from '../yaml/yaml-node.ts';
import { readYaml } from '../yaml/yaml-text.ts';
import { toObject } from '../yaml/yaml-value.ts';

/** Follow-ups ready to be added, or what is wrong first, without a full stop. */
export type FollowUpReading = { readonly followUps: readonly Draft[] } | { readonly problem: string };

/**
 * Reads a list of follow-ups from YAML or JSON: each a title, or a mapping with a `title`. `suggested_size` and `suggested_risk` mean `size`
 * and `risk`; `context`, and a `description` that is one text, mean the context of the description. Fields that nobody knows are kept. Never throws.
 */
export function parseFollowUps(text: string): FollowUpReading {
  const reading = readYaml(text);
  if (reading.kind === 'faulty') return { problem: describeFault(text, reading.faults) };
  if (reading.kind === 'empty' || reading.root.kind !== 'list') return { problem: 'it is not a list' };
  const [schema, followUps]: [FollowUpSchema, Draft[]] = [makeSchema(), []];
  for (const [index, { value }] of reading.root.entries.entries()) {
    const parsed = schema.safeParse(fieldsOf(value));
    if (!parsed.success) return { problem: `follow-up ${index + 1}: ${describeIssue(parsed.error)}` };
    followUps.push(draftOf(parsed.data));
  }
  return { followUps };
}

type FollowUpSchema = ReturnType<typeof makeSchema>;

function makeSchema() {
  const size = z.enum(['small', 'medium', 'large'], { error: 'has to be small, medium or large' }).optional();
  const level = z.enum(['low', 'medium', 'high'], { error: 'has to be low, medium or high' }).optional();
  const text = z.string({ error: 'has to be a text' });
  const ours = z.undefined({ error: 'must not be set' }).optional();

  return z.looseObject(
    {
      title: text.superRefine((title, context) => {
        const problem = titleProblem(title);
        if (problem !== undefined)
          context.addIssue({ code: 'custom', message: `is invalid: ${problem.replace(/\.$/u, '')}` });
      }),
      size,
      suggested_size: size,
      risk: level,
      suggested_risk: level,
      complexity: level,
      impact: level,
      origin: text.optional(),
      pipeline_type: text.optional(),
      context: text.optional(),
      description: z
        .union([z.string(), z.record(z.string(), z.string())], {
          error: 'has to be a text, or a mapping of texts',
        })
        .optional(),
      dependencies: z.array(z.string(), { error: 'has to be a list of IDs' }).optional(),
      id: ours,
      status: ours,
      created: ours,
      updated: ours,
    },
    { error: 'it has to be a title, or a mapping with a `title`' },
  );
}

/** A title may look like a number or a date, and is a text all the same. Null says nothing. */
function fieldsOf(node: YamlNode): unknown {
  if (node.kind === 'scalar') return { title: isNull(node) ? undefined : node.text };
  if (node.kind !== 'map') return undefined;
  const title = findText(node, 'title')?.text;
  const fields = Object.entries(toObject(node)).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(fields), title };
}

function draftOf(followUp: z.infer<FollowUpSchema>): Draft {
  const { suggested_size, suggested_risk, context, description, ...rest } = followUp;
  const told = typeof description === 'string' ? { context: description } : description;
  return {
    ...rest,
    size: rest.size ?? suggested_size,
    risk: rest.risk ?? suggested_risk,
    description: context === undefined ? told : { context, ...told },
  };
}

function describeFault(text: string, faults: readonly YamlFault[]): string {
  const positionAt = indexLines(text);
  const [first] = faults.map(({ message, offset }) => {
    const { line, column } = positionAt(offset);
    return `${line}:${column}: ${message}`;
  });
  return String(first);
}

function describeIssue({ issues }: z.ZodError): string {
  const [first] = issues.map(({ path, message }) =>
    path.length === 0 ? message : `its \`${String(path[0])}\` ${message}`,
  );
  return String(first);
}
