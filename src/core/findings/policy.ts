import type { RuleId, Severity } from './finding.ts';

/** What an entry of `accept` names. For mark rules `mark` is the value given up; for the others `id` and `subject` name the claim. */
export type Excuse =
  | { readonly rule: RuleId; readonly mark: number }
  | { readonly rule: RuleId; readonly id: string; readonly subject: string };

/** A finding that is accepted, and why. */
export type AcceptEntry = Excuse & {
  readonly reason: string;
  /** The ledger that it is about; absent for the backlog at the top of the configuration. */
  readonly ledger?: string | undefined;
};

/** How findings weigh: the part of the configuration that decides, as opposed to paths. */
export interface Policy {
  readonly rules: Readonly<Partial<Record<RuleId, Severity | 'off'>>>;
  readonly accept: readonly AcceptEntry[];
  /** How far above every base's line a number may be before it looks like a typo. In item numbers. */
  readonly maxLeap: number;
  /** Prefixes in use, upper-case; new items get the first. */
  readonly prefixes: readonly string[];
}

/** That of a project without a configuration. */
export const DEFAULT_POLICY: Policy = { rules: {}, accept: [], maxLeap: 1000, prefixes: [] };

/** How findings of one of several backlogs weigh. */
export function policyOfBacklog(
  policy: Policy,
  {
    prefixes,
    maxLeap = policy.maxLeap,
  }: { readonly prefixes: readonly string[]; readonly maxLeap: number | undefined },
): Policy {
  return { ...policy, prefixes, maxLeap };
}

/** A policy with the entries of `accept` that are about one ledger; without a name, about the backlog at the top of the configuration. */
export function policyOf(policy: Policy, ledger?: string): Policy {
  return { ...policy, accept: policy.accept.filter((entry) => entry.ledger === ledger) };
}
