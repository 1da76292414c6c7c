import type { Repository } from '../adapters/git/repository.ts';
import type { Policy } from '../core/findings/policy.ts';
import { RULES } from '../core/rules/index.ts';
import type { Report } from '../core/findings/report.ts';
import { checkAll } from './ledgers/check-all.ts';
import type { Comparison } from './comparison.ts';
import { pathOf } from './comparisons/guarded-places.ts';
import { listFiles } from '../reading/listing.ts';
import { CONFIG_FILE, localSettingsAt, readSettings, TOML_FILES } from '../reading/settings.ts';
import type { LocalSettings, Settings } from '../reading/settings.ts';
import type { FileLedger } from '../formats/config/default-config.ts';

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
  const { policy: own, ledgers: added, named } = comparison.candidate.settings;
  const settings = target === undefined ? undefined : await settingsAt(repository, target, local);
  const policy = settings?.policy ?? own;
  const ledgers = withTheirs(added, settings?.ledgers ?? []);
  const theirs = settings?.named ?? [];
  const known = new Set(theirs.map(({ name }) => name));
  const backlogs = [...theirs, ...named.filter(({ name }) => !known.has(name))];
  const notes = [
    ...comparison.notes,
    ...noteWeaker(comparison, own, policy, added, settings?.ledgers ?? []),
    ...noteMove(comparison),
  ];
  const terms = { policy, ledgers, backlogs, strict, trustNoMark: true };
  return checkAll(repository, { ...comparison, notes }, terms, local);
}

/** The target says what holds for its ledgers; where they are, either of the two. What it has not is new. */
function withTheirs(own: readonly FileLedger[], theirs: readonly FileLedger[]): readonly FileLedger[] {
  const known = new Map(theirs.map((ledger) => [ledger.terms.name, ledger]));
  const pathsOf = (name: string): readonly string[] =>
    own.filter(({ terms }) => terms.name === name).flatMap(({ terms }) => terms.paths);
  return [
    ...theirs.map(({ kind, terms }) => ({
      kind,
      terms: { ...terms, paths: [...new Set([...pathsOf(terms.name), ...terms.paths])] },
    })),
    ...own.filter(({ terms }) => !known.has(terms.name)),
  ];
}

async function settingsAt(repository: Repository, commit: string, local: LocalSettings): Promise<Settings> {
  const source = { kind: 'commit', revision: commit } as const;
  const listing = await listFiles(repository, source, [CONFIG_FILE, ...TOML_FILES]);
  return readSettings(repository, listing, 'base', await localSettingsAt(repository, commit, local));
}

function noteWeaker(
  { candidate }: Comparison,
  own: Policy,
  target: Policy,
  ownLedgers: readonly FileLedger[],
  ledgers: readonly FileLedger[],
): readonly string[] {
  const rules = RULES.filter(
    ({ id, level }) => weight(own.rules[id] ?? level) < weight(target.rules[id] ?? level),
  );
  const known = new Set(target.accept.map((entry) => JSON.stringify(entry)));
  const weaker = [
    ...rules.map(({ id }) => id),
    ...(own.accept.some((entry) => !known.has(JSON.stringify(entry))) ? ['accept'] : []),
    ...(own.maxLeap > target.maxLeap ? ['maxLeap'] : []),
    ...(ledgers.some((ledger) => isWeaker(ledger, ownLedgers)) ? ['ledgers'] : []),
  ];
  if (weaker.length === 0) return [];
  const { label } = candidate.snapshot;
  return [`${label} weakens the configuration (${weaker.join(', ')}); that counts once it is merged.`];
}

/** It is gone, allows more than it did, or reads names in another way. */
function isWeaker({ kind, terms }: FileLedger, own: readonly FileLedger[]): boolean {
  const ledger = own.find((other) => other.terms.name === terms.name);
  const mine = ledger?.terms;
  return (
    !mine ||
    ledger.kind.names !== kind.names ||
    weight(mine.reuse) < weight(terms.reuse) ||
    weight(mine.order) < weight(terms.order) ||
    (mine.sharing && !terms.sharing) ||
    !terms.paths.every((path) => mine.paths.includes(path))
  );
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
