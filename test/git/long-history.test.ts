import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createImportStream } from '../support/import-stream.ts';
import { checkRepo } from '../support/check.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { commitState, filesOf } from '../support/state.ts';
import { backlog } from '../support/texts.ts';

/** Megabytes for what lives long in Node: ample for one of these versions, and nothing for four hundred of them. */
const SMALL = { NODE_OPTIONS: '--max-old-space-size=96' };
const VERSIONS = 400;
const ITEMS = 700;

/** Each commit archives the oldest item and adds one, until the last gives the ID of an archived one to something else. */
function longHistory(): TestRepo {
  const repo = createRepo();
  const stream = createImportStream();
  const title = 'of a length that titles have, and a little more than that';
  const items = Array.from(
    { length: VERSIONS + ITEMS },
    (_, at) => `WRK-${at + 1} Number ${at + 1} ${title}`,
  );
  const textOf = (shown: readonly string[], mark: number) =>
    new Map([['BACKLOG.yaml', backlog({ mark, items: shown })]]);
  let last: string[] = [];
  for (let at = 0; at < VERSIONS; at += 1) {
    const tree = textOf(items.slice(at, at + ITEMS), at + ITEMS);
    last = [stream.commit('main', `Step ${at}`, tree, last)];
  }
  const reused = ['WRK-5 Quite another thing', ...items.slice(VERSIONS, VERSIONS + ITEMS - 1)];
  stream.commit('main', 'Reuse', textOf(reused, VERSIONS + ITEMS), last);
  stream.importInto(repo);
  repo.git('reset', '--hard', '--quiet');
  return repo;
}

test('a history of very many versions fits into little memory, commit by commit and as a push', () => {
  const repo = longHistory();
  const one = tidemark(repo.root, ['check', '--rev', 'HEAD'], { env: SMALL });
  expect(one.stdout + one.stderr).toContain('the item “Number 5 of a length');
  expect(one.code).toBe(1);
  const first = repo.git('rev-list', '--max-parents=0', 'HEAD');
  const all = tidemark(repo.root, ['check', '--ci', '--base', first, '--head', 'HEAD'], { env: SMALL });
  expect(all.stdout + all.stderr).toContain('[id-reused]');
  expect(all.code).toBe(1);
});

describe('an item that moved up and down in the file is shown', () => {
  const [A, B, C] = ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-003 Gamma'];
  const REUSED = 'WRK-003 Something else';

  test('where the newest version has it', async () => {
    const repo = createRepo();
    commitState(repo, 'Last', { items: [A, B, C] });
    commitState(repo, 'First', { items: [C, A, B] });
    commitState(repo, 'Gone', { mark: 3, items: [A, B] });
    commitState(repo, 'Reuse', { mark: 3, items: [A, B, REUSED] });
    expect(await placesIn(repo, 'rev HEAD')).toEqual(['BACKLOG.yaml:3']);
  });

  test('where the side of a merge has it, not where an older version does', async () => {
    const repo = createRepo();
    commitState(repo, 'Start', { items: [A] });
    repo.branch('side');
    commitState(repo, 'Draw', { items: [A, C] });
    commitState(repo, 'Move', { items: [C, A] });
    commitState(repo, 'Gone', { mark: 3, items: [A] });
    repo.checkout('main');
    commitState(repo, 'Draw too', { mark: 3, items: [A, B, REUSED] });
    repo.merge('side', filesOf({ mark: 3, items: [A, B, REUSED] }));
    expect(await placesIn(repo, 'rev HEAD')).toContain('BACKLOG.yaml:3');
  });
});

async function placesIn(repo: TestRepo, what: string): Promise<readonly string[]> {
  const { findings } = await checkRepo(repo, what);
  return findings.flatMap(({ related }) => related.map(({ path, line }) => `${path}:${line}`));
}
