import { Composer, isAlias, isMap, isScalar, Lexer, Parser } from 'yaml';
import type { Alias, CST, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isNull, skipBlank } from './yaml-node.ts';
import type { Span, YamlEntry, YamlFault, YamlList, YamlMap, YamlNode, YamlPair } from './yaml-node.ts';
import { isLeftOpen } from './open-quotes.ts';
import type { ScanOptions } from './scan/known-entries.ts';
import { scanYaml } from './scan/scan-yaml.ts';
import { describeCharacter, describeDuplicate, describeSyntaxError, QUOTE_OPEN } from './yaml-sentences.ts';

/** A YAML text says nothing, or holds one value, or something is wrong with it. */
export type YamlReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly root: YamlNode }
  | { readonly kind: 'faulty'; readonly faults: readonly YamlFault[] };

/** Nesting beyond this is an attack or a slip, and the library would overflow the stack on it. */
const MAX_DEPTH = 100;

/** Some 25,000 hand-edited items: each lexeme costs the library about 400 bytes and 2 µs. */
const MAX_LEXEMES = 4_000_000;

/** What following the aliases may add, in values. A billion laughs want more. */
const MAX_BORROWED = 1_000_000;

const MAX_FAULTS = 20;

// A carriage return alone breaks a line for some YAML readers and is part of the text for others.
const FORBIDDEN = new RegExp(String.raw`[\0-\x08\v\f\x0e-\x1f]|\r(?!\n)`, 'u');

/**
 * Reads YAML 1.2 into values with their places. Every scalar stays text, and no alias of a collection is followed.
 * Never throws; time and memory are linear in the text and bounded. Both options are for speed.
 */
export function readYaml(text: string, options?: ScanOptions): YamlReading {
  const forbidden = text.search(FORBIDDEN);
  if (forbidden !== -1) return fail(describeCharacter(text, forbidden));
  const root = scanYaml(text, options);
  return root ? { kind: 'value', root } : composeYaml(text);
}

/** The same for any YAML, by the library; control characters are reported already. */
export function composeYaml(text: string): YamlReading {
  const tokens = tokenize(text);
  if ('message' in tokens) return fail(tokens);
  const second = tokens.filter(({ type }) => type === 'document')[1];
  if (second)
    return fail({ message: 'a second document starts here; there may be one only', offset: second.offset });
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [error] = documents
    .flatMap(({ errors }) => errors)
    .toSorted((one, other) => one.pos[0] - other.pos[0]);
  if (error) return fail(describeSyntaxError(text, error));
  const [contents] = documents.flatMap(({ contents }) => contents ?? []);
  return contents ? growTree(text, contents) : { kind: 'empty' };
}

function fail(...faults: readonly YamlFault[]): YamlReading {
  return { kind: 'faulty', faults };
}

/** Feeds the parser piece by piece, so that a hopeless text is given up before it fills the memory. */
function tokenize(text: string): readonly CST.Token[] | YamlFault {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let budget = MAX_LEXEMES;
  // Right behind a byte order mark the library sees no indentation, behind a line break it does.
  for (const lexeme of new Lexer().lex(text.replace(/^\uFEFF/u, '\n'))) {
    tokens.push(...parser.next(lexeme));
    const { offset } = parser;
    if (parser.stack.length > MAX_DEPTH) return { message: 'the values are nested too deeply', offset };
    if (--budget < 0) return { message: 'the text is too large to be read', offset };
    // One error is enough, and a text of brackets alone has millions.
    if (tokens.at(-1)?.type === 'error') break;
  }
  tokens.push(...parser.end());
  return tokens;
}

interface Anchored {
  readonly node: YamlNode;
  /** How many values the node stands for once its aliases are followed. */
  readonly weight: number;
}

interface Growth {
  readonly text: string;
  readonly anchors: Map<string, Anchored>;
  readonly faults: YamlFault[];
  nodes: number;
  borrowed: number;
}

function growTree(text: string, contents: ParsedNode): YamlReading {
  const growth: Growth = { text, anchors: new Map(), faults: [], nodes: 0, borrowed: 0 };
  const root = grow(contents, growth, false);
  if (growth.faults.length > 0) return fail(...growth.faults.slice(0, MAX_FAULTS));
  if (growth.borrowed > MAX_BORROWED) {
    return fail({
      message: 'the aliases in this file expand to more than a million values',
      offset: root.start,
    });
  }
  return root.kind === 'scalar' && isNull(root) ? { kind: 'empty' } : { kind: 'value', root };
}

function grow(node: ParsedNode, growth: Growth, listed: boolean): YamlNode {
  growth.nodes += 1;
  if (isAlias(node)) return resolve(node, growth);
  const before = growth.nodes + growth.borrowed - 1;
  const grown = growValue(node, growth, listed);
  if (node.anchor !== undefined) {
    growth.anchors.set(node.anchor, { node: grown, weight: growth.nodes + growth.borrowed - before });
  }
  return grown;
}

function resolve({ source, range: [start, end] }: Alias.Parsed, growth: Growth): YamlNode {
  const target = growth.anchors.get(source);
  if (!target) {
    growth.faults.push({ message: `no anchor &${source} comes before this alias`, offset: start });
    return { kind: 'alias', start, end };
  }
  growth.borrowed += target.weight;
  return target.node.kind === 'scalar' ? { ...target.node, start, end } : { kind: 'alias', start, end };
}

function growValue(
  node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed,
  growth: Growth,
  listed: boolean,
): YamlNode {
  if (isMap(node)) return growMap(node, growth, listed);
  if (!isScalar(node)) return growList(node, growth);
  const [start, end] = node.range;
  if (node.type?.startsWith('QUOTE') && isLeftOpen(growth.text.slice(start, end)))
    growth.faults.push({ message: QUOTE_OPEN, offset: end });
  const plain = node.type === 'PLAIN' && node.tag === undefined;
  return { kind: 'scalar', ...tighten(growth.text, node), text: node.source, plain };
}

/** The library counts the line break behind a block text, and the blanks before an empty value, as part of it. */
function tighten(text: string, { source, type, range: [start, reach] }: Scalar.Parsed): Span {
  let end = reach;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') {
    if (text.charAt(end - 1) === '\n') end -= text.charAt(end - 2) === '\r' ? 2 : 1;
  } else if (type === 'PLAIN' && source === '') {
    while (/[ \t\r\n]/u.test(text.charAt(end - 1))) end -= 1;
  }
  return { start: Math.min(start, end), end };
}

function growMap({ items, flow = false, range }: YAMLMap.Parsed, growth: Growth, listed: boolean): YamlMap {
  const pairs = items.map((pair) => growPair(pair, growth));
  growth.faults.push(...findDuplicates(pairs, growth.text, listed));
  const end = flow ? range[1] : pairs.reduce((_, { value }) => value.end, range[1]);
  return { kind: 'map', flow, pairs, start: range[0], end };
}

function growPair({ key, value }: Pair<ParsedNode, ParsedNode | null>, growth: Growth): YamlPair {
  const name = grow(key, growth, false);
  const { end } = name;
  if (!value)
    return { key: name, colon: undefined, value: { kind: 'scalar', start: end, end, text: '', plain: true } };
  return { key: name, colon: skipBlank(growth.text, end) + 1, value: grow(value, growth, false) };
}

function findDuplicates(pairs: readonly YamlPair[], text: string, listed: boolean): YamlFault[] {
  const seen = new Map<string, number>();
  const faults: YamlFault[] = [];
  for (const { key } of pairs) {
    if (key.kind !== 'scalar') continue;
    const first = seen.get(key.text);
    if (first === undefined) seen.set(key.text, key.start);
    else if (faults.length < MAX_FAULTS)
      faults.push(describeDuplicate(text, key.text, [first, key.start], listed));
  }
  const fused = faults.find(({ message }) => message.startsWith('two items'));
  return fused ? [fused] : faults;
}

function growList({ items, flow = false, range }: YAMLSeq.Parsed, growth: Growth): YamlList {
  const { text } = growth;
  let reach = range[0];
  const entries = items.map((item): YamlEntry => {
    const dash = skipBlank(text, reach);
    const value = grow(item, growth, true);
    reach = value.end;
    return { start: flow ? value.start : dash, value };
  });
  return { kind: 'list', flow, entries, start: range[0], end: flow ? range[1] : reach };
}
