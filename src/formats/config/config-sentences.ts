import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { RULE_IDS } from '../../core/findings/finding.ts';
import { configSchema } from './config-schema.ts';
import { LEDGER_KEYS } from './ledger-schema.ts';
import { findPair } from '../yaml/yaml-node.ts';
import type { YamlFault, YamlMap, YamlNode } from '../yaml/yaml-node.ts';

export type Issue = z.core.$ZodIssue;

/** Every sentence looks for its place from the root on: told one by one, very many keys would take time by the square. */
const MAX_SENTENCES = 20;

/** Says what does not fit in a configuration, and at which key; 20 sentences are enough. A mistyped name comes with the nearest one there is. */
export function describeIssues(issues: readonly Issue[], root: YamlMap): readonly YamlFault[] {
  return issues
    .slice(0, MAX_SENTENCES)
    .flatMap((issue) => describeIssue(issue, root))
    .slice(0, MAX_SENTENCES);
}

function describeIssue(issue: Issue, root: YamlMap): readonly YamlFault[] {
  if (issue.code === 'invalid_union' && issue.path[0] === 'ledgers') return describeUnion(issue, root);
  const { node, offset } = locate(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_SENTENCES).map((key) => ({
      message: unknownKey(key, issue.path, node),
      offset: locate(node, [key]).offset,
    }));
  }
  const parent = locate(root, issue.path.slice(0, -1)).node;
  const message = parent === node ? missing(issue.path) : complain(issue, `\`${nameOf(issue.path)}\``, node);
  return [{ message, offset }];
}

/** Of several forms that a value may have, what is wrong with the one that was meant. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  root: YamlMap,
): readonly YamlFault[] {
  const meant = issue.errors.find((inner) => inner.every(({ path }) => path.length > 0));
  if (meant)
    return meant.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, root));
  const { node, offset } = locate(root, issue.path);
  if (node === locate(root, issue.path.slice(0, -1)).node) return [{ message: missing(issue.path), offset }];
  const forms =
    issue.path.at(-1) === 'order' ? 'can be true, false, strict' : 'has to be a path or a list of paths';
  return [{ message: `\`${nameOf(issue.path)}\` ${forms}`, offset }];
}

/** The node at that path and its key; where there is none, the last one on the way to it. */
function locate(root: YamlNode, path: Issue['path']): { readonly node: YamlNode; readonly offset: number } {
  let found = { node: root, offset: root.start };
  for (const step of path) {
    const { node } = found;
    if (node.kind === 'map') {
      const pair = findPair(node, String(step));
      if (pair) found = { node: pair.value, offset: pair.key.start };
    }
    if (node.kind === 'list') {
      for (const { value } of node.entries.slice(Number(step), Number(step) + 1))
        found = { node: value, offset: value.start };
    }
  }
  return found;
}

function nameOf(path: Issue['path']): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1);
}

function missing(path: Issue['path']): string {
  return `\`${nameOf(path.slice(0, -1))}\` has no \`${String(path.at(-1))}\``;
}

function unknownKey(key: string, path: Issue['path'], node: YamlNode): string {
  if (path[0] === 'rules') return unknownRule(key);
  const known = path.length === 0 ? Object.keys(configSchema.shape) : keysBelow(path, node);
  return `there is no key \`${key}\`${nearest(key, known) ?? `; the keys are ${known.join(', ')}`}`;
}

function keysBelow([first]: Issue['path'], node: YamlNode): readonly string[] {
  return first === 'ledgers' ? LEDGER_KEYS : acceptKeys(node);
}

/** An entry about the mark gives up a mark, every other one names a claim. */
function acceptKeys(node: YamlNode): readonly string[] {
  const rule = locate(node, ['rule']).node;
  return rule.kind === 'scalar' && rule.text.startsWith('mark-')
    ? ['rule', 'mark', 'ledger', 'reason']
    : ['rule', 'id', 'subject', 'ledger', 'reason'];
}

function unknownRule(name: string): string {
  return `there is no rule \`${name}\`${nearest(name, RULE_IDS) ?? '; `tidemark explain` lists them'}`;
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const best = closest(word, known);
  return distance(word, best) <= Math.max(2, word.length / 3) ? `; did you mean \`${best}\`?` : undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function complain(issue: Issue, name: string, node: YamlNode): string {
  if (issue.code === 'invalid_type') return `${name} has to be ${KINDS[issue.expected] ?? 'a whole number'}`;
  if (issue.code === 'invalid_value') return `${name} can be ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union') return unknownRule(node.kind === 'scalar' ? node.text : node.kind);
  if (issue.code === 'too_small') return `${name} has to be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `${name} can be at most ${issue.maximum}`;
  return `${name} ${issue.message}`;
}
