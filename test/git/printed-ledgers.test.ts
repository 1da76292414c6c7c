import { describe, expect, test } from 'vitest';

import { LEDGERS } from '../support/ledgers.ts';
import { commandsIn, installed } from '../support/pasted.ts';
import type { Installed } from '../support/pasted.ts';
import type { LedgerKind } from '../support/ledgers.ts';

/** Two branches that drew number 2, in a project with hooks; `main` is checked out. */
function project({ config, entry }: LedgerKind): Installed {
  const repo = installed([{ '.tidemark.yaml': `ledgers:\n- ${config}\n`, ...entry(1, 'start') }], true);
  repo.branch('side');
  repo.commit('Beta', entry(2, 'beta'));
  repo.checkout('main');
  repo.commit('Alpha', entry(2, 'alpha'));
  return repo;
}

/** Runs what a refusal prints, until the command goes through. */
function settle(repo: Installed, line: string): readonly string[] {
  const run: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { status, text } = repo.sh(line);
    if (status === 0) return run;
    for (const command of commandsIn(text).filter((one) => !one.includes('--format accept'))) {
      run.push(command);
      const said = repo.sh(command);
      expect({ command, status: said.status, said: said.text }).toMatchObject({ status: 0 });
    }
  }
  return [...run, 'and no end'];
}

describe.each(LEDGERS)('$kind: what is printed settles it', (ledger) => {
  const name = ledger.kind;

  test('at a commit', () => {
    const repo = project(ledger);
    repo.stage(ledger.entry(2, 'gamma'));
    expect(settle(repo, 'git commit -q -m Gamma')).toEqual([
      `npx tidemark renumber --ledger ${name} --stage`,
    ]);
    expect(repo.sh('npx tidemark check').text).toContain('clean');
  });

  test('in a merge', () => {
    const repo = project(ledger);
    expect(settle(repo, 'git merge -q --no-edit side || git commit -q --no-edit')).toEqual([
      'npx tidemark resolve',
    ]);
    expect(repo.sh('npx tidemark check').text).toContain('clean');
  });

  test('of a branch, for its pull request', () => {
    const repo = project(ledger);
    repo.checkout('side');
    const { text } = repo.sh('npx tidemark check --ci --base main --head side');
    const [command = ''] = commandsIn(text);
    expect(command).toBe(`npx tidemark renumber --ledger ${name} --against main`);
    expect(repo.sh(command).status).toBe(0);
    repo.commit('Renumbered');
    expect(repo.sh('npx tidemark check --ci --base main --head side').status).toBe(0);
  });
});
