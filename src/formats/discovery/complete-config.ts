import { findPair, isNull, type YamlList, type YamlMap, type YamlPair } from '../yaml/yaml-node.ts';
import { readYaml } from '../yaml/yaml-text.ts';

/** An entry of `ledgers:` to be written. */
export interface NewEntry {
  readonly kind: { readonly name: string };
  /** Undefined where the kind's name does. */
  readonly ownName: string | undefined;
  readonly path: string;
  readonly pattern?: string | undefined;
}

/**
 * A configuration with further ledgers; every other byte of `text` stays. Undefined where it is written so that nothing can be put in; what comes
 * out has to be read again before it is believed.
 */
export function completeConfig(text: string, ledgers: readonly NewEntry[]): string | undefined {
  const reading = readYaml(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = `ledgers:${blockOf(ledgers, '  ', eol)}`;
  if (reading.kind === 'empty') return `${ended(text, eol)}${block}`;
  if (reading.kind === 'faulty' || reading.root.kind !== 'map' || reading.root.flow) return undefined;
  const pair = findPair(reading.root, 'ledgers');
  return pair ? completed(text, pair, ledgers, eol) : appended(text, reading.root, block, eol);
}

/** Below the key that is there. */
function completed(
  text: string,
  pair: YamlPair,
  ledgers: readonly NewEntry[],
  eol: string,
): string | undefined {
  const { value } = pair;
  const last = value.kind === 'list' ? value.entries.at(-1) : undefined;
  if (value.kind === 'list' && last) return extended(text, last, value.flow, ledgers, eol);
  const isEmpty = value.kind === 'list' || (value.kind === 'scalar' && isNull(value));
  return isEmpty ? filled(text, pair, blockOf(ledgers, '  ', eol), eol) : undefined;
}

function ended(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}${eol}`;
}

/** At the end, behind all that is there; a `...` that ends the document would be in front of it. */
function appended(text: string, { end }: YamlMap, block: string, eol: string): string | undefined {
  return /^\.\.\./mu.test(text.slice(end)) ? undefined : `${ended(text, eol)}${block}`;
}

/** `ledgers:` with nothing, `~` or `[]` behind it. */
function filled(text: string, { colon, value }: YamlPair, block: string, eol: string): string | undefined {
  if (colon === undefined) return undefined;
  const end = lineEndAt(text, Math.max(colon, value.end));
  const rest = text.slice(Math.max(colon, value.end), end).trimEnd();
  return `${text.slice(0, colon)}${rest}${block.trimEnd()}${text.slice(end) || eol}`;
}

/** Behind the last entry, as that is indented. */
function extended(
  text: string,
  last: YamlList['entries'][number],
  isFlow: boolean,
  ledgers: readonly NewEntry[],
  eol: string,
): string | undefined {
  const { end } = last.value;
  if (isFlow) return `${text.slice(0, end)}, ${ledgers.map(flowEntry).join(', ')}${text.slice(end)}`;
  const indent = text.slice(text.lastIndexOf('\n', last.start) + 1, last.start);
  if (indent.trim() !== '') return undefined;
  const at = lineEndAt(text, end);
  return `${text.slice(0, at)}${blockOf(ledgers, indent, eol).trimEnd()}${text.slice(at) || eol}`;
}

/** Where the line ends that an offset is in, before its line break. */
function lineEndAt(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

/** The lines of some entries, below whatever line. */
function blockOf(ledgers: readonly NewEntry[], indent: string, eol: string): string {
  return eol + ledgers.map((one) => blockEntry(one, indent, eol)).join('');
}

function blockEntry(ledger: NewEntry, indent: string, eol: string): string {
  const [first, ...others] = fieldsOf(ledger);
  return [`${indent}- ${first}`, ...others.map((line) => `${indent}  ${line}`)]
    .map((line) => line + eol)
    .join('');
}

function flowEntry(ledger: NewEntry): string {
  return `{ ${fieldsOf(ledger).join(', ')} }`;
}

function fieldsOf({ kind, ownName, path, pattern }: NewEntry): readonly string[] {
  return [
    `kind: ${kind.name}`,
    ...(ownName === undefined ? [] : [`name: ${scalar(ownName)}`]),
    `path: ${scalar(path)}`,
    ...(pattern === undefined ? [] : [`pattern: '${pattern.replaceAll("'", "''")}'`]),
  ];
}

/** Quoted where it might be read as something else. */
function scalar(text: string): string {
  return /^[A-Za-z.][\w./-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|\.)$/iu.test(text)
    ? text
    : JSON.stringify(text);
}
