import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { failure, checkRepo, told } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';

const STREAM = fileURLToPath(new URL('../../../shared/real/history.fast-import', import.meta.url));
const present = existsSync(STREAM);

/** By the start of the commit's subject. Every other commit is innocent. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '[TG-006] Feature: Add PRD': ['error change-dir-conflict TG-006'],
  '[TG-007] Feature: Migrate BACKLOG.yaml': ['error backlog-missing', 'error change-dir-conflict TG-007'],
  '[TG-008] Feature: Add PRD': ['error change-dir-conflict TG-008'],
};

test.skipIf(!present)(
  `a real history, commit by commit${present ? '' : ' (not here: ../shared/real)'}`,
  async () => {
    const repo = createRepo();
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: readFileSync(STREAM) });
    const commits = repo.git('log', '--reverse', '--format=%H %s', 'main').split('\n');
    const before = new Set(commits.slice(0, 2));
    const found: Record<string, readonly string[]> = {};
    for (const commit of commits) {
      const [oid = ''] = commit.split(' ', 1);
      const subject = commit.slice(oid.length + 1);
      if (before.has(commit)) {
        expect(await failure(checkRepo(repo, `rev ${oid}`))).toMatch(/^no-backlog: /u);
        continue;
      }
      const report = await checkRepo(repo, `rev ${oid}`);
      expect(report.unchecked).toEqual([]);
      const fresh = told(report).filter((line) => !line.startsWith('inherited'));
      if (fresh.length > 0)
        found[Object.keys(KNOWN).find((start) => subject.startsWith(start)) ?? subject] = fresh;
    }
    expect(found).toEqual(KNOWN);
  },
);
