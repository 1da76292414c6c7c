import type { TextProblem } from '../../core/ledger/snapshot.ts';
import { configSchema } from './config-schema.ts';
import { describeIssues } from './config-sentences.ts';
import type { Issue } from './config-sentences.ts';
import { DEFAULT_CONFIG } from './default-config.ts';
import type { ProjectConfig } from './default-config.ts';
import { clashesWithTop } from './ledger-clashes.ts';
import { projectConfigOf, topOf } from './project-config.ts';
import { indexLines } from '../text/line-index.ts';
import type { Fault } from '../text/line-index.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { findPair } from '../yaml/yaml-node.ts';
import type { YamlFault, YamlNode } from '../yaml/yaml-node.ts';
import { readYaml } from '../yaml/yaml-text.ts';
import { toValue } from '../yaml/yaml-value.ts';

export type ConfigReading =
  | { readonly config: ProjectConfig }
  | { readonly problems: readonly TextProblem[] };

/** Reads the bytes of a `.tidemark.yaml`; `path` is where it lies. An empty file is the default. Never throws. */
export function parseConfig(path: string, bytes: Uint8Array): ConfigReading {
  const decoded = decodeUtf8(bytes);
  const reading = 'text' in decoded ? readConfig(decoded.text) : [decoded.fault];
  if (!Array.isArray(reading)) return { config: reading };
  return {
    problems: reading.map(({ message, line, column }) => ({ message, place: { path, line, column } })),
  };
}

function readConfig(text: string): ProjectConfig | Fault[] {
  const reading = readYaml(text);
  if (reading.kind === 'empty') return DEFAULT_CONFIG;
  const outcome = reading.kind === 'value' ? validate(reading.root) : reading.faults;
  if ('policy' in outcome) return outcome;
  const positionAt = indexLines(text);
  return outcome.map(({ message, offset }) => ({ message, ...positionAt(offset) }));
}

function validate(root: YamlNode): ProjectConfig | readonly YamlFault[] {
  if (root.kind !== 'map')
    return [{ message: 'the file has to be a mapping of settings', offset: root.start }];
  const result = configSchema.safeParse(toValue(root));
  if (!result.success) return describeIssues(result.error.issues, root);
  const file = result.data;
  const isTopGiven = PLACES.some((key) => findPair(root, key));
  const clashes = clashesWithTop(file.ledgers, topOf(file));
  if (!isTopGiven || clashes.length === 0) return projectConfigOf(file, clashes.length > 0);
  const issues = clashes.map(({ at, key, message }): Issue => {
    return { code: 'custom', path: ['ledgers', at, key], message };
  });
  return describeIssues(issues, root);
}

/** Whoever writes one of these means the backlog at the top. */
const PLACES = ['backlog', 'worklog', 'changes'];
