import { DEFAULT_POLICY } from '../../core/findings/policy.ts';
import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import type { LedgerTerms } from '../../core/ledger/files/file-ledger.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Policy } from '../../core/findings/policy.ts';

/** Where things lie and how findings weigh, as `.tidemark.yaml` tells. Paths are relative to the repository's root. */
export interface ProjectConfig {
  /** Undefined where the file leaves the place to the TOML file and the defaults. */
  readonly backlog?: string;
  readonly worklog: string;
  readonly changes: string;
  /** Those beside the one that the places above lead to. */
  readonly backlogs: readonly NamedBacklog[];
  /** Whether one of those takes the place of the one that nobody had to configure, or its name. */
  readonly replacesMain: boolean;
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

/** What a ledger may be called. */
export const LEDGER_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u;

/** Where a backlog is that nobody had to configure. */
export const DEFAULT_BACKLOGS = ['BACKLOG.yaml', '.dev/BACKLOG.yaml'] as const;

/** What counts where there is no configuration. It stands apart, as most repositories need no reader of configurations. */
export const DEFAULT_CONFIG: ProjectConfig = {
  worklog: '_worklog',
  changes: 'changes',
  backlogs: [],
  replacesMain: false,
  ledgers: [],
  block: 1,
  policy: DEFAULT_POLICY,
};
