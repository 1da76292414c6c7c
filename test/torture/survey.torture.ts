import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { radar, trace } from '../../src/index.ts';
import { CORPORA, loadCorpus, REAL_LEDGERS, stemOf } from '../support/real-ledgers.ts';
import type { Corpus, Loaded } from '../support/real-ledgers.ts';

const WHERE = REAL_LEDGERS ? '' : ' (not here: ../shared/real/ledgers)';

const numberIn = (path: string): string =>
  /^V?((?:[a-z]+-)?\d+(?:[._]\d+)*)/iu.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] ?? '';

describe.skipIf(!REAL_LEDGERS)(`real ledgers, one by one${WHERE}`, () => {
  test.each(CORPORA)('$name: what is added beside another is reported right then', async (corpus) => {
    const { repo, configPath, truth, commits } = loadCorpus(corpus);
    const missing: string[] = [];
    for (const { commit, names, came, archived = false, again } of truth.landed) {
      if (came !== 'beside' || archived || again !== undefined) continue;
      const tip = commits.get(commit) ?? '';
      // What the base had under the number before is back, and nobody draws it.
      if (names.every((name) => repo.git('rev-list', '-n', '1', `${tip}^1`, '--', name) !== '')) continue;
      const { contested } = await radar({
        cwd: repo.root,
        configPath,
        bases: [`${tip}^1`],
        refsFrom: tip,
      });
      const known = new Set(names.map(stemOf));
      const isTold = contested.some(
        ({ holders }) => holders.filter(({ place }) => known.has(stemOf(place.path))).length > 1,
      );
      if (!isTold) missing.push(`${commit} ${names.join(' ')}`);
    }
    expect(missing).toEqual([]);
  });

  test.each(CORPORA)('$name: what was renumbered is one life, from both numbers', async (corpus) => {
    const { repo, configPath, truth } = loadCorpus(corpus);
    const ended = truth.landed.flatMap((one) => one.ended);
    for (const { how, file, to } of ended) {
      if (how !== 'renumbered' || file === undefined || to === undefined) continue;
      const [before, now] = await Promise.all(
        [file, to].map(async (path) => trace(numberIn(path), { cwd: repo.root, configPath })),
      );
      const titles = new Set(before?.lives.map(({ ids }) => ids.join(' ')));
      expect(
        now?.lives.some(({ ids }) => titles.has(ids.join(' '))),
        `${file} → ${to}`,
      ).toBe(true);
    }
  });
});

describe.skipIf(!REAL_LEDGERS)(`many branches of a real ledger${WHERE}`, () => {
  const CASES = CORPORA.filter(({ name }) => ['curie', 'warmbly', 'backlog-md'].includes(name)).flatMap(
    (corpus) => [200, 2_500, 8_000].map((count) => ({ ...corpus, count })),
  );

  test.each(CASES)(
    '$name with $count: all are looked at, and none is compared with all others',
    async (one) => {
      const loaded = withBranches(one, one.count);
      const start = process.cpuUsage();
      const { refs, contested, unchecked } = await radar({
        cwd: loaded.repo.root,
        configPath: loaded.configPath,
        bases: ['main'],
        refs: ['topic/*'],
      });
      const { user } = process.cpuUsage(start);
      expect([refs, unchecked]).toEqual([one.count, []]);
      expect(contested.length).toBeGreaterThan(0);
      process.stderr.write(`${one.name}, ${one.count}: ${Math.round(user / 1000)} ms of this process\n`);
    },
  );
});

/** Branches that begin at commits of the main line, each with an entry under one of the next three numbers. */
function withBranches(corpus: Corpus, count: number): Loaded {
  const loaded = loadCorpus(corpus);
  const { repo } = loaded;
  const starts = repo.git('rev-list', '--first-parent', '-n', '60', 'main').split('\n');
  const highest = new Map(starts.map((start) => [start, highestAt(loaded, start)]));
  const stream = Array.from({ length: count }, (_, at) => {
    const start = starts[at % starts.length] ?? '';
    const number = (highest.get(start) ?? 0) + 1 + (at % 3);
    const text = `# Work of branch ${at}\n\n${Array.from({ length: 20 }, (__, line) => `${at} says ${line} of ${at * line}\n`).join('')}`;
    return [
      `commit refs/heads/topic/${at}\ncommitter T${at % 40} <t@example.com> ${1_800_000_000 + at} +0000\n`,
      `data 4\nwork\nfrom ${start}\nM 100644 inline ${JSON.stringify(pathOf(corpus, number, at))}\n`,
      `data ${Buffer.byteLength(text)}\n${text}\n`,
    ].join('');
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: stream.join('') });
  return loaded;
}

function highestAt({ repo }: Loaded, commit: string): number {
  const names = repo.git('ls-tree', '-r', '--name-only', commit).split('\n');
  return Math.max(0, ...names.map((name) => Number(/\d+/u.exec(numberIn(name))?.[0] ?? 0)));
}

function pathOf({ name, path }: Corpus, number: number, at: number): string {
  if (name === 'backlog-md') return `backlog/tasks/back-${number} - Work-of-branch-${at}.md`;
  if (name === 'warmbly') return `${path}/${String(number).padStart(6, '0')}_work_of_branch_${at}.up.sql`;
  return `${path}/${String(number).padStart(4, '0')}-work-of-branch-${at}.md`;
}
