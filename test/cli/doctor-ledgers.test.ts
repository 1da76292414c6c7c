import { expect, test } from 'vitest';

import { inProcess, tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';

const doctor = async (repo: TestRepo): Promise<string> => (await inProcess(repo.root, ['doctor'])).stdout;

function project(config: string, files: Files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { '.tidemark.yaml': config, 'docs/adr/0001-a.md': '# 1. A\n', ...files });
  return repo;
}

test.each<[string, string, Files, string]>([
  [
    'a folder that is not there',
    'kind: adr\n  path: doc/adr',
    {},
    'The ledger adr leads to doc/adr, where git sees no file.',
  ],
  [
    'a file',
    'kind: adr\n  path: a.md',
    { 'a.md': 'a\n' },
    'a.md is not a folder, so nothing of the ledger adr is checked.',
  ],
  [
    'a link',
    'kind: adr\n  path: link',
    { link: { link: 'docs/adr' } },
    'link is a symbolic link, and nothing is read through one: the ledger adr is not seen.',
  ],
  [
    'a kind that nothing is named by',
    'kind: golang-migrate\n  path: docs/adr',
    {},
    'The ledger golang-migrate has no numbered file: nothing in docs/adr is named as in 000007_slug.up.sql.',
  ],
  [
    'a pattern that nothing fits',
    "kind: files\n  path: docs\n  pattern: 'rfc-{number}.md'",
    {},
    'The ledger files has no numbered file: nothing in docs is named as in rfc-{number}.md.',
  ],
])('%s', async (_name, ledger, files, message) => {
  const said = await doctor(project(`ledgers:\n- ${ledger}\n`, files));
  expect(said).toContain(`problem  files: ${message}`);
});

test('what is right is no remark, with a backlog or without', async () => {
  const said = await doctor(project('ledgers:\n- kind: adr\n  path: docs/adr\n'));
  expect(said).toMatch(/^ok {7}files$/mu);
  expect(said).toMatch(/^ok {7}accept$/mu);
});

test('an entry of `accept` that excuses nothing; one for a number that came back excuses what was', async () => {
  const accepted = (rule: string, id: string, subject: string, ledger: string): string =>
    `- { rule: ${rule}, id: "${id}", subject: ${subject}, ledger: ${ledger}, reason: meant }\n`;
  const config = (entries: string): string => `ledgers:\n- kind: adr\n  path: docs/adr\naccept:\n${entries}`;
  const all = [
    accepted('id-reused', '0002', 'new', 'adr'),
    accepted('duplicate-id', '0001', 'b', 'adr'),
    accepted('duplicate-id', '0001', 'b', 'rfcs'),
    accepted('duplicate-id', '0009', 'x', 'adr'),
  ];
  const repo = project(config(''), { 'docs/adr/0002-old.md': 'old\n' });
  repo.commit('Drop', { 'docs/adr/0002-old.md': null });
  repo.commit('New', { 'docs/adr/0002-new.md': 'new, and nothing of it is old\n' });
  repo.commit('Later', { 'notes.txt': 'x\n' });
  repo.write({ '.tidemark.yaml': config(all.join('')), 'docs/adr/0001-b.md': '# 1. B\n' });
  const said = await doctor(repo);
  expect([...said.matchAll(/The entry of .*/gu)].map(([line]) => line)).toEqual([
    'The entry of `accept` for duplicate-id of 0001 (b) in rfcs no longer matches anything.',
    'The entry of `accept` for duplicate-id of 0009 (x) in adr no longer matches anything.',
  ]);
});

test('install guards ledgers where there is no backlog', () => {
  const repo = project('ledgers:\n- kind: adr\n  path: docs/adr\n');
  const { code, stdout } = tidemark(repo.root, ['install']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^guards +adr \(docs\/adr\)$/mu);
  const json = tidemark(repo.root, ['install', '--format', 'json']).stdout;
  expect(JSON.parse(json)).toMatchObject({ guards: { path: null, items: 0, ledgers: ['adr (docs/adr)'] } });
});
