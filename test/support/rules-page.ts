import { exampleText } from '../../src/cli/output/example-text.ts';
import { EXAMPLES } from '../../src/core/rules/examples/index.ts';
import type { RuleId } from '../../src/core/findings/finding.ts';
import type { Rule } from '../../src/core/rules/engine/rule.ts';
import { RULES } from '../../src/core/rules/index.ts';

/** docs/rules.md, from the rules, their examples, and what `tidemark check` printed for each. */
export function rulesPage(outputs: ReadonlyMap<RuleId, string>): string {
  return [
    INTRODUCTION,
    ['| rule | level | what must hold |', '| --- | --- | --- |', ...RULES.map(row)].join('\n'),
    ...RULES.map((rule) => chapter(rule, outputs.get(rule.id) ?? '')),
    '',
  ].join('\n\n');
}

const INTRODUCTION = `# The rules

<!-- Generated from the rules and their examples by test/docs/rules.test.ts; \`npx vitest -u\` regenerates it. -->

\`tidemark explain RULE\` shows the same in the terminal. An error blocks, a warning does not. Any rule can be set to \`error\`, \`warning\` or
\`off\` in \`.tidemark.yaml\`:

\`\`\`yaml
rules:
  mark-leap: off
\`\`\`

It is better to accept a single finding than to turn off a rule: \`tidemark check --format accept\` prints the entry to paste. A problem that was already there
before your change is a warning, marked *inherited*, whatever its rule's level.`;

/** A rule in the table of all. */
export function row({ id, level, title }: Rule): string {
  return `| [\`${id}\`](#${id}) | ${level} | ${title} |`;
}

/** All that is said of a rule; `output` is what `tidemark check` printed for its example. */
export function chapter({ id, level, title, harm, remedy, turnOff }: Rule, output: string): string {
  const { before, merging, drawn, fails, passes } = exampleText(EXAMPLES[id]);
  return [
    `## ${id}`,
    `**${title}.** (${level})`,
    harm,
    'Committed:',
    block(before.startsWith('#') ? 'yaml' : 'diff', before),
    ...(merging === '' ? [] : ['On a branch that is merged:', block('diff', merging)]),
    ...(drawn === '' ? [] : ['Taken by another machine:', block('text', drawn)]),
    'This change fails:',
    block('diff', fails),
    block('console', `$ tidemark check\n${output}`),
    'This one passes:',
    block('diff', passes),
    `**What to do.** ${remedy}`,
    `**When to turn it off.** ${turnOff}`,
  ].join('\n\n');
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
