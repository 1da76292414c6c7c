import type { Repository } from '../adapters/git/repository.ts';
import type { Policy } from '../core/findings/policy.ts';
import { RULES } from '../core/rules/index.ts';
import type { Report } from '../core/findings/report.ts';
import type { Snapshot } from '../core/ledger/snapshot.ts';
import { checkComparison } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { listFiles } from '../reading/listing.ts';
import { CONFIG_FILE, readSettings, TOML_FILES } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

/**
 * Checks what wants into a place that others share: by the policy that holds there (`target` is the full name of a commit; without one
 * the candidate's own), so that a change of policy counts once it is merged, and not for itself. An earlier lowering of the mark does not help.
 */
export async function checkByTargetPolicy(
  repository: Repository,
  comparison: Comparison,
  { target, strict }: { readonly target: string | undefined; readonly strict: boolean },
  local: LocalSettings,
): Promise<Report> {
  const own = comparison.candidate.settings.policy;
  const policy = target === undefined ? own : await policyAt(repository, target, local);
  const notes = [...comparison.notes, ...noteWeaker(comparison, own, policy), ...noteMove(comparison)];
  return checkComparison(repository, { ...comparison, notes }, { policy, strict, trustNoMark: true }, local);
}

async function policyAt(repository: Repository, commit: string, local: LocalSettings): Promise<Policy> {
  const source = { kind: 'commit', revision: commit } as const;
  const listing = await listFiles(repository, source, [CONFIG_FILE, ...TOML_FILES]);
  const { policy } = await readSettings(repository, listing, 'base', local);
  return policy;
}

function noteWeaker({ candidate }: Comparison, own: Policy, target: Policy): readonly string[] {
  const rules = RULES.filter(
    ({ id, level }) => weight(own.rules[id] ?? level) < weight(target.rules[id] ?? level),
  );
  const known = new Set(target.accept.map((entry) => JSON.stringify(entry)));
  const weaker = [
    ...rules.map(({ id }) => id),
    ...(own.accept.some((entry) => !known.has(JSON.stringify(entry))) ? ['accept'] : []),
    ...(own.maxLeap > target.maxLeap ? ['maxLeap'] : []),
  ];
  if (weaker.length === 0) return [];
  const { label } = candidate.snapshot;
  return [`${label} weakens the configuration (${weaker.join(', ')}); that counts once it is merged.`];
}

function weight(level: 'error' | 'warning' | 'off'): number {
  return { off: 0, warning: 1, error: 2 }[level];
}

function noteMove({ candidate, bases: [base] }: Comparison): readonly string[] {
  const from = base && pathOf(base.snapshot);
  const to = pathOf(candidate.snapshot);
  if (from === undefined || to === undefined || from === to) return [];
  return [`${candidate.snapshot.label} moves the backlog from ${from} to ${to}.`];
}

/** Where a backlog was found. */
function pathOf({ backlog }: Snapshot): string | undefined {
  switch (backlog.state) {
    case 'readable':
      return backlog.backlog.path;
    case 'unreadable':
      return backlog.path;
    case 'missing':
      return undefined;
  }
}
