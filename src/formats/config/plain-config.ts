import { RULE_IDS } from '../../core/findings/finding.ts';
import { KINDS } from '../../core/ledger/files/file-ledger.ts';
import { patternProblem } from '../kinds/files.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { readYaml } from '../yaml/yaml-text.ts';
import { toValue } from '../yaml/yaml-value.ts';
import type { ConfigFile } from './config-schema.ts';
import { DEFAULT_CONFIG, LEDGER_NAME } from './default-config.ts';
import type { ProjectConfig } from './default-config.ts';
import type { LedgerFileConfig } from './file-ledger.ts';
import { clashesIn, clashesWithTop } from './ledger-clashes.ts';
import { projectConfigOf, topOf } from './project-config.ts';
import { refusePath } from './safe-path.ts';

/**
 * Reads a configuration that says little more than where folders of numbered files are: to load the library that checks any configuration takes
 * longer than all else that is done with it. Says what `parseConfig` says, or nothing: of whatever is unusual, or wrong.
 */
export function readPlainConfig(bytes: Uint8Array): ProjectConfig | undefined {
  const value = plainValue(bytes);
  if (!isRecord(value)) return undefined;
  const { ledgers: listed, rules = {}, backlog, worklog, changes, ...others } = value;
  const ledgers = Array.isArray(listed) ? listed.map(readLedger) : [];
  const isPlain = Object.keys(others).length === 0 && ledgers.length > 0 && isRules(rules);
  if (!isPlain || !ledgers.every((one) => one !== undefined)) return undefined;
  const places = readPlaces({ backlog, worklog, changes });
  return places && joined({ ...REST, ...places, rules, ledgers });
}

const REST = {
  prefixes: [],
  maxLeap: DEFAULT_CONFIG.policy.maxLeap,
  accept: [],
  block: DEFAULT_CONFIG.block,
};

function plainValue(bytes: Uint8Array): unknown {
  const decoded = decodeUtf8(bytes);
  const reading = 'text' in decoded ? readYaml(decoded.text) : undefined;
  return reading?.kind === 'value' ? toValue(reading.root) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Rules = ConfigFile['rules'];

function isRules(value: unknown): value is Rules {
  return isRecord(value) && Object.entries(value).every(([name, level]) => isRule(name) && isLevel(level));
}

function isRule(name: string): boolean {
  return RULE_IDS.some((rule) => rule === name);
}

function isLevel(value: unknown): boolean {
  return value === 'error' || value === 'warning' || value === 'off';
}

type Places = Pick<ConfigFile, 'backlog' | 'worklog' | 'changes'>;

function readPlaces({
  backlog,
  worklog = DEFAULT_CONFIG.worklog,
  changes = DEFAULT_CONFIG.changes,
}: Readonly<Record<keyof Places, unknown>>): Places | undefined {
  if (!isPath(worklog) || !isPath(changes)) return undefined;
  if (backlog === undefined) return { worklog, changes };
  return isPath(backlog) ? { backlog, worklog, changes } : undefined;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && refusePath(value) === undefined;
}

/** An entry that has nothing but what is said of most. */
function readLedger(value: unknown): LedgerFileConfig | undefined {
  if (!isRecord(value)) return undefined;
  const { kind: word, path, name, order, pattern, ...others } = value;
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined || !isPaths(path) || Object.keys(others).length > 0) return undefined;
  const more = readMore({ name, order });
  const isPlain = kind === 'files' ? isPattern(pattern) : pattern === undefined;
  return more && isPlain ? { kind, path, ...more, ...(isPattern(pattern) && { pattern }) } : undefined;
}

type More = Pick<LedgerFileConfig, 'name' | 'order'>;

function readMore({ name, order }: Readonly<Record<keyof More, unknown>>): More | undefined {
  if (!isName(name) || !isOrder(order)) return undefined;
  return { ...(name !== undefined && { name }), ...(order !== undefined && { order }) };
}

function isPaths(value: unknown): value is string | string[] {
  return Array.isArray(value) ? value.length > 0 && value.every(isPath) : isPath(value);
}

function isName(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && LEDGER_NAME.test(value));
}

function isOrder(value: unknown): value is boolean | 'strict' | undefined {
  return value === undefined || typeof value === 'boolean' || value === 'strict';
}

function isPattern(value: unknown): value is string {
  return typeof value === 'string' && patternProblem(value) === undefined;
}

/** Nothing where two want the same place. */
function joined(file: ConfigFile): ProjectConfig | undefined {
  const isClear =
    clashesIn(file.ledgers).length === 0 && clashesWithTop(file.ledgers, topOf(file)).length === 0;
  return isClear ? projectConfigOf(file, false) : undefined;
}
