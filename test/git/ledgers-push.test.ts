import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { passes, served, stops } from '../support/hooked.ts';
import { LEDGERS } from '../support/ledgers.ts';

test.each(LEDGERS.filter(({ kind }) => ['adr', 'golang-migrate'].includes(kind)))(
  '$kind: a push that was refused goes through once the printed command has run',
  ({ config, entry }) => {
    const { repo } = served();
    repo.commit('Start', { '.tidemark.yaml': `ledgers:\n- ${config}\n`, ...entry(1, 'start') });
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.branch('topic');
    repo.commit('Beta', entry(2, 'beta'));
    repo.checkout('main');
    repo.commit('Alpha', entry(2, 'alpha'));
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.checkout('topic');
    repo.git('rebase', '-q', 'main');
    for (const target of ['topic', 'topic:main']) {
      const said = stops(repo, ['push', '-q', 'origin', target], 'duplicate-id');
      expect(said).toMatch(/tidemark renumber --ledger \S+ --against /u);
    }
    const [, words = ''] =
      /tidemark (renumber --ledger .*)$/mu.exec(
        stops(repo, ['push', '-q', 'origin', 'topic:main'], 'duplicate-id'),
      ) ?? [];
    expect(tidemark(repo.root, words.trim().split(' '))).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0+3\n$/u),
    });
    repo.commit('Renumbered');
    passes(repo, ['push', '-q', 'origin', 'topic']);
    passes(repo, ['push', '-q', 'origin', 'topic:main']);
  },
);
