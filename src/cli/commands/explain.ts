import { RULE_IDS } from '../../core/findings/finding.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import type { Rule } from '../../core/rules/engine/rule.ts';
import { jsonText } from '../../reporters/json.ts';
import { painter } from '../../reporters/parts/style.ts';
import type { Paint } from '../../reporters/parts/style.ts';
import { defineCommand } from '../define-command.ts';
import type { ExampleText } from '../output/example-text.ts';
import { nearest } from '../arguments/nearest.ts';
import { usageError } from '../arguments/usage-error.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'explain a rule; without a name, list all rules',
  examples: [
    ['tidemark explain', 'the list of rules'],
    ['tidemark explain id-reused', 'one in full: the harm, an example, the remedy, when to turn it off'],
  ],
  options: {},
  positionals: { usage: '[RULE]', max: 1, choices: RULE_IDS },
  run: async ({ positionals: [name], format, style }) => {
    const { RULES } = await import('../../core/rules/index.ts');
    const paint = painter(style);
    const rules = name === undefined ? RULES : [ruleNamed(name, RULES)];
    if (format === 'json') return { code: 0, stdout: jsonText({ version: 1, rules: rules.map(ruleJson) }) };
    const [rule] = rules;
    if (name === undefined || rule === undefined)
      return {
        code: 0,
        stdout: list(rules, paint),
        stderr: style.quiet ? '' : runnableText(IN_FULL, style.programs),
      };
    const spoken = { ...rule, remedy: runnableText(rule.remedy, style.programs) };
    return { code: 0, stdout: inFull(spoken, await exampleOf(rule), paint) };
  },
});

const IN_FULL = '`tidemark explain RULE` explains one in full.\n';

async function exampleOf({ id }: Rule): Promise<ExampleText> {
  const { EXAMPLES } = await import('../../core/rules/examples/index.ts');
  const { exampleText } = await import('../output/example-text.ts');
  return exampleText(EXAMPLES[id]);
}

function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const rule = rules.find(({ id }) => id === name);
  if (rule !== undefined) return rule;
  const known = rules.map(({ id }) => id);
  throw usageError(
    `There is no rule ${name}${nearest(name, known, '; `tidemark explain` lists them.')}`,
    'explain',
  );
}

function list(rules: readonly Rule[], paint: Paint): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const rows = rules.map(({ id, level, title }) => {
    return `${paint.bold(id.padEnd(width))}  ${levelOf(level, paint)}  ${title}\n`;
  });
  return rows.join('');
}

function levelOf(level: Rule['level'], paint: Paint): string {
  return (level === 'error' ? paint.red : paint.yellow)(level.padEnd('warning'.length));
}

function inFull(
  { id, level, title, harm, remedy, turnOff }: Rule,
  example: ExampleText,
  paint: Paint,
): string {
  return [
    `${paint.bold(id)} (${level}): ${title}`,
    `${paint.bold('Harm')}\n${harm}`,
    `${paint.bold('Committed')}\n${indented(example.before)}`,
    ...(example.merging === ''
      ? []
      : [`${paint.bold('On a branch that is merged')}\n${indented(colored(example.merging, paint))}`]),
    ...(example.drawn === ''
      ? []
      : [`${paint.bold('Taken by others over the remote')}\n${indented(example.drawn)}`]),
    `${paint.bold('A change that is reported')}\n${indented(colored(example.fails, paint))}`,
    `${paint.bold('One that passes')}\n${indented(colored(example.passes, paint))}`,
    `${paint.bold('Remedy')}\n${remedy}`,
    `${paint.bold('When to turn it off')}\n${turnOff}`,
    `In .tidemark.yaml:\n  rules:\n    ${id}: ${level === 'error' ? 'warning' : 'error'}   # or off`,
  ]
    .join('\n\n')
    .concat('\n');
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gmu, '  ');
}

function colored(diff: string, paint: Paint): string {
  return diff.replaceAll(/^\+.*$/gmu, paint.green).replaceAll(/^-.*$/gmu, paint.red);
}

function ruleJson({ id, level, title, harm, remedy, turnOff }: Rule) {
  return { id, level, title, harm, remedy, turnOff };
}
