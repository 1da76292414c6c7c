import type { KindName } from '../../core/ledger/files/file-ledger.ts';
import type { FileLedger } from './default-config.ts';
import { filesKind } from '../kinds/files.ts';
import { FIXED_KINDS } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { nameOf, pathsOf } from './named-backlog.ts';
import type { LedgerConfig } from './ledger-schema.ts';

/** An entry of the configuration about numbered files. */
export interface LedgerFileConfig extends LedgerConfig {
  readonly kind: KindName;
}

export function isOfFiles(config: LedgerConfig): config is LedgerFileConfig {
  return config.kind !== 'backlog';
}

/** A ledger with what its kind says where the configuration says nothing. */
export function fileLedgerOf(config: LedgerFileConfig): FileLedger {
  const kind = kindOf(config);
  const order = config.order ?? kind.order;
  return {
    kind,
    template: config.template,
    terms: {
      name: nameOf(config),
      kind: config.kind,
      paths: pathsOf(config),
      reuse: config.reuse === true ? 'off' : kind.reuse,
      order: order === 'strict' ? 'error' : order ? 'warning' : 'off',
      sharing: config.sharing ?? false,
      maxLeap: config.maxLeap ?? MAX_LEAP,
    },
  };
}

/** Folders are filled by hand: a typo leaps less far than in a backlog. */
const MAX_LEAP = 100;

function kindOf({ kind, pattern = '', order, reuse, heading = false }: LedgerFileConfig): Kind {
  if (kind !== 'files') return FIXED_KINDS[kind];
  return filesKind({
    pattern,
    order: order !== undefined && order !== false,
    reuse: reuse ?? false,
    heading,
  });
}
