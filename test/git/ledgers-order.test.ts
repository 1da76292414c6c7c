import { describe, expect, test } from 'vitest';

import { renumber } from '../../src/renumbering/renumber.ts';
import type { RenumberOptions } from '../../src/renumbering/renumber.ts';
import { verdict } from '../support/check.ts';
import { inProcess } from '../support/cli.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import type { TestRepo } from '../support/repo.ts';

const [ADR] = LEDGERS;
const FILES = LEDGERS.find(({ kind }) => kind === 'files');
const ORDERED: readonly LedgerKind[] = LEDGERS.flatMap((ledger) => {
  if (['golang-migrate', 'flyway'].includes(ledger.kind)) return [ledger];
  return ledger === FILES ? [{ ...ledger, config: `${ledger.config}\n  order: true` }] : [];
});

/** Titles of entries by their numbers. */
type Entries = Readonly<Record<number, string>>;

function commitAll(repo: TestRepo, ledger: LedgerKind, entries: Entries): void {
  for (const [number, title] of Object.entries(entries))
    repo.commit(title, ledger.entry(Number(number), title));
}

/** Two branches with entries of their own, after a first one; a remote has that of `main`. */
function parted(ledger: LedgerKind, main: Entries, side: Entries): TestRepo {
  const repo = startLedger(ledger);
  repo.branch('side');
  commitAll(repo, ledger, side);
  repo.checkout('main');
  commitAll(repo, ledger, main);
  repo.git('config', 'remote.origin.url', '../elsewhere');
  repo.git('update-ref', 'refs/remotes/origin/main', 'main');
  return repo;
}

async function repair(repo: TestRepo, options: Partial<RenumberOptions> = {}): Promise<void> {
  await renumber({ cwd: repo.root, ids: [], dryRun: false, stage: true, force: false, ...options });
}

/** Expects just these entries besides the first one, and nothing wrong. */
async function expectEntries(repo: TestRepo, ledger: LedgerKind, entries: Entries): Promise<void> {
  const wanted = Object.entries({ 1: 'start', ...entries }).flatMap(([number, title]) =>
    Object.keys(ledger.entry(Number(number), title)),
  );
  const paths = repo.git('ls-files').split('\n');
  expect(paths.filter((path) => path !== '.tidemark.yaml').toSorted()).toEqual(wanted.toSorted());
  expect(await verdict(repo, 'index')).toEqual([]);
}

const ALPHA: Entries = { 2: 'alpha' };
const OWN: Entries = { 2: 'beta', 3: 'gamma', 4: 'delta' };
const ALL: Entries = { 2: 'alpha', 5: 'beta', 6: 'gamma', 7: 'delta' };

describe.each(ORDERED)('$kind: what a branch has keeps its order', (ledger) => {
  test.each([
    ['main', 'side'],
    ['side', 'main'],
  ])('on %s, %s is merged', async (into, other) => {
    const repo = parted(ledger, ALPHA, OWN);
    repo.checkout(into);
    repo.git('merge', '-q', '--no-commit', other);
    await repair(repo);
    await expectEntries(repo, ledger, ALL);
  });

  test('on the branch, before it is merged', async () => {
    const repo = parted(ledger, ALPHA, OWN);
    repo.checkout('side');
    await repair(repo, { against: 'main' });
    await expectEntries(repo, ledger, { 5: 'beta', 6: 'gamma', 7: 'delta' });
    repo.git('commit', '-q', '-m', 'Renumbered');
    repo.git('merge', '-q', 'main');
    await expectEntries(repo, ledger, ALL);
  });

  test('where later ones collide as well', async () => {
    const repo = parted(ledger, { 2: 'alpha', 4: 'omega' }, OWN);
    repo.git('merge', '-q', '--no-commit', 'side');
    await repair(repo);
    await expectEntries(repo, ledger, { 2: 'alpha', 4: 'omega', 5: 'beta', 6: 'gamma', 7: 'delta' });
  });

  test('but what others have does not move', async () => {
    const repo = parted(ledger, { 2: 'alpha', 3: 'omega' }, { 2: 'beta' });
    repo.git('merge', '-q', '--no-commit', 'side');
    await repair(repo);
    await expectEntries(repo, ledger, { 2: 'alpha', 3: 'omega', 4: 'beta' });
  });
});

test('of what has no order only that moves which has to', async () => {
  if (!ADR) throw new Error('No ledger of ADRs.');
  const repo = parted(ADR, ALPHA, OWN);
  repo.git('merge', '-q', '--no-commit', 'side');
  await repair(repo);
  await expectEntries(repo, ADR, { 2: 'alpha', 3: 'gamma', 4: 'delta', 5: 'beta' });
});

test('it is said why', async () => {
  const [, ledger] = LEDGERS;
  if (!ledger) throw new Error('No ledger of migrations.');
  const repo = parted(ledger, ALPHA, { 2: 'beta', 3: 'gamma' });
  repo.git('merge', '-q', '--no-commit', 'side');
  const { stdout, stderr } = await inProcess(repo.root, ['renumber', '--stage']);
  expect(stdout).toBe('000004\n000005\n');
  expect(stderr).toContain(`3 in golang-migrate moves along, to keep its place in the order.
  “000003_gamma.up.sql” becomes 000005
    because it comes after 000002_beta.up.sql
`);
});
