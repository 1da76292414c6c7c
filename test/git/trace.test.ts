import { describe, expect, test } from 'vitest';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';
import { refused, traced } from '../support/traced.ts';

const B = 'BACKLOG.yaml';
const ONE = 'WRK-001 One';
const BETA = 'WRK-002 Beta';
const GAMMA = 'WRK-002 Gamma';

const items = (...list: ItemText[]): Files => ({ [B]: backlog({ items: list }) });
const marked = (mark: number, ...list: ItemText[]): Files => ({ [B]: backlog({ mark, items: list }) });
const as = (id: string, item: string): ItemText => {
  const [, created = ''] = /created: (.*)/u.exec(backlog({ items: [item] })) ?? [];
  return { id, title: item.slice(item.indexOf(' ') + 1), created };
};

/** Main with Beta, and a branch `topic` with Gamma under the same ID. */
function apart(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', items(ONE));
  repo.branch('topic');
  repo.commit('Plan gamma', items(ONE, GAMMA));
  repo.checkout('main');
  repo.commit('Plan beta', items(ONE, BETA));
  return repo;
}

describe('one thing', () => {
  test('from its first commit to the archive, with what belongs to it', async () => {
    const repo = createRepo();
    repo.commit('Start', marked(1));
    repo.commit('Plan', items(ONE, BETA));
    repo.commit('Specify', { [changeFile(BETA)]: '# Beta\n' });
    repo.commit('Design', { [changeFile(BETA, 'DESIGN.md')]: '# Beta\n' });
    repo.commit('Sharpen', items(ONE, as('WRK-002', BETA)));
    const sharper = { id: 'WRK-002', title: 'Beta of all', created: createdIn(repo) };
    repo.commit('Retitle', items(ONE, sharper));
    repo.commit('Finish', items(ONE, { ...sharper, status: 'done' }));
    repo.commit('Archive', {
      ...marked(2, ONE),
      '_worklog/2026-01.md': worklog([
        { item: 'WRK-002 Beta of all', at: '2026-03-01T10:00:00Z', outcome: 'done' },
      ]),
    });
    repo.commit('Clean up', { changes: null });
    expect(await traced(repo, 'WRK-002')).toEqual([
      'Beta of all (WRK-002) archived',
      '- drawn WRK-002 above 1 in Plan',
      '- directory WRK-002 in Specify',
      '- documents WRK-002 in Specify',
      '- documents WRK-002 in Design',
      '- retitled WRK-002 from Beta in Retitle',
      '- done WRK-002 in Finish',
      '- archived WRK-002 in Archive',
      '- directory-gone WRK-002 in Clean up',
      '- worklog WRK-002',
    ]);
  });

  test('in any spelling, as the files write it', async () => {
    const repo = createRepo();
    repo.commit('Start', items('FE-12 Dark mode'));
    for (const id of ['FE-12', 'fe-0012', 'FE-012'])
      expect(await traced(repo, id)).toEqual(['Dark mode (FE-12) present', '- drawn FE-12 above 0 in Start']);
  });

  test('that was dropped, came back, and is done in a file that keeps it', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE, BETA));
    repo.commit('Drop', marked(2, ONE));
    repo.commit('Restore', items(ONE, BETA));
    expect(await traced(repo, 'WRK-002')).toEqual([
      'Beta (WRK-002) present',
      '- drawn WRK-002 above 0 in Start',
      '- dropped WRK-002 in Drop',
      '- restored WRK-002 in Restore',
    ]);
  });

  test('that a merge brought, and that was cherry-picked', async () => {
    const repo = apart();
    repo.git('checkout', '-q', '-b', 'other', 'main~1');
    repo.commit('Plan delta', items(ONE, 'WRK-003 Delta'));
    repo.checkout('main');
    repo.merge('other', items(ONE, BETA, 'WRK-003 Delta'));
    repo.git('checkout', '-q', '-b', 'picked', 'main~2');
    repo.commit('Pick delta', items(ONE, 'WRK-003 Delta'));
    repo.checkout('main');
    expect(await traced(repo, 'WRK-003')).toEqual([
      'Delta (WRK-003) present',
      '- drawn WRK-003 above 1 in Plan delta by Merge other',
      '- copied WRK-003 above 1 in Pick delta elsewhere',
    ]);
  });

  test('a worklog or a directory alone', async () => {
    const repo = createRepo();
    repo.commit('Start', { ...items(ONE), '_worklog/2026-01.md': worklog([{ item: 'WRK-007 Old' }]) });
    repo.commit('Specify', { 'changes/WRK-009_new/WRK-009_PRD.md': '# New\n' });
    expect(await traced(repo, 'WRK-007')).toEqual(['Old (WRK-007) present', '- worklog WRK-007']);
    expect(await traced(repo, 'WRK-009')).toEqual([
      'new (WRK-009) present',
      '- directory WRK-009 in Specify',
      '- documents WRK-009 in Specify',
    ]);
  });

  test('is gone where the backlog is', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE));
    repo.commit('Remove', { [B]: null, 'README.md': '# Here\n' });
    expect((await traced(repo, 'WRK-001'))[0]).toBe('One (WRK-001) dropped');
  });
});

describe('one thing under several IDs', () => {
  const chain = (): TestRepo => {
    const repo = createRepo();
    repo.commit('Start', items(BETA));
    repo.commit('Move', items(as('WRK-005', BETA)));
    repo.commit('Move again', items(as('WRK-009', BETA)));
    return repo;
  };

  test.each(['WRK-002', 'WRK-005', 'WRK-009'])('asked for by %s', async (id) => {
    expect(await traced(chain(), id)).toEqual([
      'Beta (WRK-002 > WRK-005 > WRK-009) present',
      '- drawn WRK-002 above 0 in Start',
      '- moved WRK-005 from WRK-002 above 2 in Move',
      '- moved WRK-009 from WRK-005 above 5 in Move again',
    ]);
  });
});

describe('two things', () => {
  test('that a merge brought together, and that a commit parted', async () => {
    const repo = apart();
    repo.merge('topic', items(ONE, BETA, GAMMA));
    repo.commit('Part', items(ONE, BETA, as('WRK-003', GAMMA)));
    expect(await traced(repo, 'WRK-002')).toEqual([
      'Gamma (WRK-002 > WRK-003) present',
      '- drawn WRK-002 above 1 in Plan gamma by Merge topic',
      '- moved WRK-003 from WRK-002 above 2 in Part',
      'Beta (WRK-002) present',
      '- drawn WRK-002 above 1 in Plan beta',
      'WRK-002 fixed: Gamma (Plan gamma) and Beta (Plan beta) since Merge topic Gamma > WRK-003 in Part',
    ]);
  });

  test('that share it to this day, or that one of them left by the archive', async () => {
    const repo = apart();
    repo.merge('topic', items(ONE, BETA, GAMMA));
    const line = 'WRK-002 open: Gamma (Plan gamma) and Beta (Plan beta) since Merge topic';
    expect((await traced(repo, 'WRK-002')).at(-1)).toBe(line);
    repo.commit('Drop gamma', items(ONE, BETA));
    expect((await traced(repo, 'WRK-002')).at(-1)).toBe(line);
    repo.commit('Accept', {
      '.tidemark.yaml': 'accept:\n- { rule: id-reused, id: wrk-2, subject: Gamma, reason: known }\n',
    });
    expect((await traced(repo, 'WRK-002')).at(-1)).toBe(line.replace('open', 'accepted'));
  });

  test('on branches that nobody has merged, or that a merge parted at once', async () => {
    const repo = apart();
    expect((await traced(repo, 'WRK-002')).filter((line) => !line.startsWith('-'))).toEqual([
      'Gamma (WRK-002) elsewhere',
      'Beta (WRK-002) present',
      'WRK-002 apart: Gamma (Plan gamma) and Beta (Plan beta) since never',
    ]);
    repo.merge('topic', items(ONE, BETA, as('WRK-003', GAMMA)));
    expect((await traced(repo, 'WRK-002')).filter((line) => line.startsWith('WRK'))).toEqual([]);
  });

  test('an item and a directory that came later, until it is renamed or removed', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE));
    repo.commit('Specify', { 'changes/WRK-001_export-as-csv/WRK-001_PRD.md': '# Export\n' });
    const line = 'WRK-001 open: One (Start) and export-as-csv (Specify) since Specify';
    expect((await traced(repo, 'WRK-001')).at(-1)).toBe(line);
    repo.commit('Remove', { changes: null });
    expect((await traced(repo, 'WRK-001')).at(-1)).toBe(
      `${line.replace('open', 'fixed')} export-as-csv > gone in Remove`,
    );
  });

  test('an item and a worklog entry', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE));
    repo.commit('Log', { '_worklog/2026-01.md': worklog([{ item: 'WRK-001 Export as CSV' }]) });
    expect((await traced(repo, 'WRK-001')).at(-1)).toBe(
      'WRK-001 open: One (Start) and Export as CSV (?) since Log',
    );
  });
});

describe('what there is none of', () => {
  test('an ID that nothing ever had, and what is no ID', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE));
    expect(await traced(repo, 'WRK-099')).toEqual(['nothing']);
    expect(await refused(repo, 'seven')).toMatch(/^usage: "seven" is not an ID/u);
  });

  test('a backlog, and commits', async () => {
    const repo = createRepo();
    expect(await refused(repo, 'WRK-001')).toMatch(/^unknown-revision/u);
    repo.commit('Start', { 'README.md': '# Here\n' });
    expect(await refused(repo, 'WRK-001')).toMatch(/^no-backlog/u);
    repo.commit('Begin', { [B]: 'items: []\n' });
    expect(await traced(repo, 'WRK-001')).toEqual(['nothing']);
  });

  test('in a shallow clone, what was before', async () => {
    const repo = createRepo();
    repo.commit('Start', items(ONE));
    repo.commit('More', items(ONE, BETA));
    const { unchecked, lives } = (await traceOf(repo.clone('--depth', '1'))) ?? { unchecked: [], lives: [] };
    expect(unchecked).toEqual([expect.stringContaining('This clone is shallow')]);
    expect(lives[0]?.events[0]).toMatchObject({ kind: 'drawn', commit: { subject: 'More' } });
  });
});

async function traceOf(repo: TestRepo) {
  const { trace } = await import('../../src/index.ts');
  return trace('WRK-001', { cwd: repo.root });
}

function createdIn(repo: TestRepo): string {
  return /Beta\n[^-]*?created: (\S+)/u.exec(repo.read(B))?.[1] ?? '';
}
