import { describe, expect, test } from 'vitest';

import { idsIn, items, marked, OLD, OURS, repair, troubleIn } from '../support/collision.ts';
import { verdict } from '../support/check.ts';
import { createRepo, type Files, type TestRepo } from '../support/repo.ts';
import { backlog, changeFile, createdOf, worklog, type EntryText, type ItemText } from '../support/texts.ts';

const MOMENT = '2026-02-25T01:08:30.000497275+00:00';
const born = (id: string, title: string): ItemText => ({ id, title, created: MOMENT });
const ALPHA = born('WRK-003', 'Alpha rays');
const SIBLING = born('WRK-004', 'Colour output');

function state(
  list: readonly ItemText[],
  entries: readonly EntryText[] = [],
  dirs: readonly string[] = [],
): Files {
  return {
    'BACKLOG.yaml': backlog({ items: [...OLD, ...list], mark: 5 }),
    '_worklog/2026-02.md': worklog(entries),
    ...Object.fromEntries(dirs.map((dir) => [changeFile(dir), `# ${dir}\n`])),
  };
}

function history(...states: readonly Files[]): TestRepo {
  const repo = createRepo();
  for (const [index, files] of states.entries()) repo.commit(`Commit ${index}`, files);
  return repo;
}

const OPEN: EntryText = { item: 'WRK-003 Beta blockers' };
const DONE: EntryText = { item: 'WRK-003 Alpha rays', outcome: 'done' };

describe('items that a program wrote at one moment are two things', () => {
  test('so that one of them comes back as any other does', async () => {
    const repo = history(
      state([born('WRK-003', 'Beta blockers'), SIBLING]),
      state([born('WRK-003', 'Beta blockers'), SIBLING], [OPEN]),
      state([ALPHA, SIBLING], [OPEN]),
      state([SIBLING], [OPEN]),
      state([ALPHA, SIBLING], [OPEN]),
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning item-restored WRK-003']);
  });

  test('so that a directory may have the former title of one', async () => {
    const repo = history(
      state([born('WRK-003', 'Beta blockers'), SIBLING]),
      state([ALPHA, SIBLING]),
      state([ALPHA, SIBLING], [], ['WRK-003 Beta blockers']),
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('so that one may be archived under another title', async () => {
    const repo = history(state([born('WRK-003', 'Beta blockers'), SIBLING]), state([SIBLING], [DONE]));
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('also when the other one was renumbered', async () => {
    const [blockers, moved] = [born('WRK-003', 'Beta blockers'), born('WRK-005', 'Colour output')];
    const repo = history(state([blockers, SIBLING]), state([blockers, moved]), state([moved], [DONE]));
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('and so is what people copied, to write another one', async () => {
    const blockers = born('WRK-003', 'Beta blockers');
    const repo = history(state([blockers]), state([blockers, SIBLING]), state([SIBLING], [DONE]));
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('so that the one is finished though the other stays, and keeps its ID', async () => {
    const repo = collided();
    await repair(repo, { stage: true });
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-005' });
    repo.git('commit', '-qm', 'Merge');
    expect(repo.git('ls-files', 'changes')).toBe(changeFile('WRK-003 Alpha rays'));
    expect(await troubleIn(repo)).toEqual([]);
  });

  test('so that the directory of the one does not go to the other', async () => {
    const repo = collided();
    await repair(repo, { keep: createdOf(OURS), stage: true });
    repo.git('commit', '-qm', 'Merge');
    expect(repo.git('ls-files', 'changes')).toBe(changeFile('WRK-005 Alpha rays'));
    expect(await troubleIn(repo)).toEqual([]);
  });
});

/** A side has archived the one, another branch has drawn its ID for something else, and both are being merged. */
function collided(): TestRepo {
  const repo = history(items(...OLD));
  repo.branch('side');
  repo.commit('Ingest', items(...OLD, ALPHA, SIBLING));
  const document = { [changeFile('WRK-003 Alpha rays')]: '# WRK-003: Alpha\n' };
  repo.commit('Archive', { ...marked(4, ...OLD, SIBLING), ...document });
  repo.checkout('main');
  repo.branch('ours');
  repo.commit('Ours', items(...OLD, OURS));
  repo.tryGit(['merge', '--no-edit', 'side']);
  return repo;
}
