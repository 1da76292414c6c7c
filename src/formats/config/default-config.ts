import { DEFAULT_POLICY } from '../../core/findings/policy.ts';
import type { LedgerTerms } from '../../core/ledger/files/file-ledger.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Policy } from '../../core/findings/policy.ts';

/** Where things lie and how findings weigh, as `.tidemark.yaml` tells. Paths are relative to the repository's root. */
export interface ProjectConfig {
  /** Undefined where the file leaves the place to the TOML file and the defaults. */
  readonly backlog?: string;
  readonly worklog: string;
  readonly changes: string;
  readonly ledgers: readonly FileLedger[];
  /** The remote over which numbers are drawn; undefined for none. */
  readonly shared?: string;
  /** How many shared numbers are drawn at once. */
  readonly block: number;
  readonly policy: Policy;
}

/** A ledger of files: where it is, how its names are read and how the rules look at it. */
export interface FileLedger {
  readonly kind: Kind;
  /** The path of a text that new files begin as, relative to the root. */
  readonly template?: string | undefined;
  readonly terms: LedgerTerms;
}

/** What counts where there is no configuration. It stands apart, as most repositories need no reader of configurations. */
export const DEFAULT_CONFIG: ProjectConfig = {
  worklog: '_worklog',
  changes: 'changes',
  ledgers: [],
  block: 1,
  policy: DEFAULT_POLICY,
};
