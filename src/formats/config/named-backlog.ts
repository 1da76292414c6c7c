import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import { DEFAULT_CONFIG } from './default-config.ts';
import type { LedgerConfig } from './ledger-schema.ts';

/** A backlog of `ledgers`, with its worklog and changes beside it where the entry does not say otherwise. */
export function namedBacklogOf(config: LedgerConfig): NamedBacklog {
  const [path = ''] = pathsOf(config);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return {
    name: nameOf(config),
    path,
    worklog: config.worklog ?? `${folder}${DEFAULT_CONFIG.worklog}`,
    changes: config.changes ?? `${folder}${DEFAULT_CONFIG.changes}`,
    prefixes: config.prefixes ?? [],
    maxLeap: config.maxLeap,
  };
}

export function nameOf({ kind, name = kind }: Pick<LedgerConfig, 'kind' | 'name'>): string {
  return name;
}

export function pathsOf({ path }: Pick<LedgerConfig, 'path'>): readonly string[] {
  return typeof path === 'string' ? [path] : path;
}
