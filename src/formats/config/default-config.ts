import { DEFAULT_POLICY } from '../../core/findings/policy.ts';
import type { Policy } from '../../core/findings/policy.ts';

/** Where things lie and how findings weigh, as `.tidemark.yaml` tells. Paths are relative to the repository's root. */
export interface ProjectConfig {
  /** Undefined where the file leaves the place to the TOML file and the defaults. */
  readonly backlog?: string;
  readonly worklog: string;
  readonly changes: string;
  readonly policy: Policy;
}

/** What counts where there is no configuration. It stands apart, as most repositories need no reader of configurations. */
export const DEFAULT_CONFIG: ProjectConfig = {
  worklog: '_worklog',
  changes: 'changes',
  policy: DEFAULT_POLICY,
};
