import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { hook, ONE, passes, served, stops, TWO } from '../support/hooked.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const MEGABYTE = 1_000_000;
/** Ten seconds on a quiet machine; what compares each with each takes minutes. */
const LIMIT = 30_000;

const MOMENT = '2026-03-01T10:00:00.123456789+00:00';
const momentOf = (at: number): string => `2026-03-01T10:00:00.${100_000_000 + at}+00:00`;
const idOf = (at: number): string => `WRK-${String(at).padStart(3, '0')}`;
const OLD = TWO.replace(/next_item_id.*\n/u, '');
const SERVED = ['WRK-001 Retry limits', 'WRK-002 Search by tag'];

/** As many pieces as make a megabyte. */
function megabyteOf(piece: (at: number) => string): { readonly text: string; readonly last: number } {
  const pieces: string[] = [];
  let at = 2;
  for (let length = 0; length < MEGABYTE; length += pieces.at(-1)?.length ?? 0) pieces.push(piece((at += 1)));
  return { text: pieces.join(''), last: at };
}

/** A backlog with as many items as make a megabyte. */
function itemsOf(item: (at: number) => { id: string; title: string; created?: string }): Files {
  const { text, last } = megabyteOf((at) => {
    const { id, title, created } = item(at);
    return `- id: ${id}\n  title: ${title}\n${created === undefined ? '' : `  created: ${created}\n`}`;
  });
  return { 'BACKLOG.yaml': `${OLD}${text}next_item_id: ${last}\n` };
}

function headingsOf(id: string): Files {
  return { '_worklog/2026-03.md': megabyteOf((at) => `## ${momentOf(at)} — ${id} (t${at})\n\n`).text };
}

/** What the last of these commits is told, each of which is pushed. */
function pushOf(...commits: readonly Files[]): string {
  const { repo } = served();
  return (
    commits
      .map((files) => {
        repo.commit('Worst', files);
        return pushed(repo, ['origin', 'main']);
      })
      .at(-1) ?? ''
  );
}

/** No push may take long. */
function pushed(repo: TestRepo, args: readonly string[]): string {
  const start = performance.now();
  const { stderr } = repo.tryGit(['push', ...args]);
  expect(performance.now() - start).toBeLessThan(LIMIT);
  return stderr;
}

describe('a megabyte of the worst', () => {
  test('headings of one ID, all of which contradict it', () => {
    expect(pushOf(headingsOf('WRK-001'))).toContain('worklog-conflict');
  });

  test('items of one moment', () => {
    const titled = itemsOf((at) => ({ id: idOf(at), title: `T${at}`, created: MOMENT }));
    const alike = itemsOf((at) => ({ id: idOf(at), title: 'T', created: MOMENT }));
    expect(pushOf(titled, alike)).toContain('main -> main');
  });

  test('items of one ID, and others in their place', () => {
    const dated = itemsOf((at) => ({ id: 'WRK-005', title: `T${at}`, created: momentOf(at) }));
    const undated = itemsOf((at) => ({ id: 'WRK-005', title: `T${at}` }));
    expect(pushOf(dated, undated)).toContain('duplicate-id');
  });

  test('items without created, each with another title', () => {
    const before = itemsOf((at) => ({ id: idOf(at), title: `Before${at}` }));
    const now = itemsOf((at) => ({ id: idOf(at), title: `Now${at}` }));
    expect(pushOf(before, now)).toContain('item-replaced');
  });

  test('the same in a commit that is stopped', () => {
    const { repo } = served();
    repo.commit(
      'Worst',
      itemsOf((at) => ({ id: idOf(at), title: `T${at}` })),
    );
    hook(repo).stage(itemsOf((at) => ({ id: idOf(at), title: `Another${at}` })));
    const start = performance.now();
    stops(repo, ['commit', '-q', '-m', 'Worse'], 'mark-regressed');
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });

  test('every timestamp in another spelling', () => {
    const before = itemsOf((at) => ({ id: idOf(at), title: `T${at}`, created: momentOf(at) }));
    const now = itemsOf((at) => ({
      id: idOf(at),
      title: `T${at}`,
      created: momentOf(at).replace('+00:00', 'Z'),
    }));
    expect(pushOf(before, now)).not.toContain('item-replaced');
  });

  test('titles', () => {
    const title = `"${megabyteOf((at) => `${at.toString(36)}-`).text}"`;
    const files = {
      'BACKLOG.yaml': `${OLD}- id: WRK-003\n  title: ${title}\nnext_item_id: 3\n`,
      '_worklog/2026-03.md': `## ${MOMENT} — WRK-003 (${megabyteOf((at) => `${(at * 3).toString(36)}-`).text})\n`,
    };
    expect(pushOf(files)).toContain('worklog-conflict');
  });

  test('documents of one directory, and directories of one ID', () => {
    const { repo } = served();
    const commit = (pathOf: (at: number) => string): void => {
      const { text } = megabyteOf((at) => `M 100644 inline ${pathOf(at)}\ndata 2\nx\n\n`);
      const head = `commit refs/heads/main\ncommitter a <a@b> 1772000000 +0000\ndata 1\nx\nfrom refs/heads/main^0\n`;
      const { status, stderr } = spawnSync('git', ['fast-import', '--quiet'], {
        cwd: repo.root,
        input: head + text,
      });
      expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
    };
    commit((at) => `changes/WRK-001_retry-limits/WRK-001_s${at}_PRD.md`);
    expect(pushed(repo, ['origin', 'main'])).toContain('change-dir-shared');
    commit((at) => `changes/WRK-002_s${at}/x`);
    expect(pushed(repo, ['origin', 'main'])).toContain('change-dir-duplicate');
  });
});

describe('very many refs in one push', () => {
  const create = (repo: TestRepo, refs: readonly string[]): void => {
    const head = repo.git('rev-parse', 'HEAD');
    const input = refs.map((ref) => `create ${ref} ${head}\n`).join('');
    expect(spawnSync('git', ['update-ref', '--stdin'], { cwd: repo.root, input }).status).toBe(0);
  };

  test('5,000 tags of what is there', () => {
    const { repo } = served();
    const head = repo.git('rev-parse', 'HEAD');
    const refs = Array.from({ length: 5000 }, (_, at) => `create refs/tags/t${at} ${head}\n`);
    expect(spawnSync('git', ['update-ref', '--stdin'], { cwd: repo.root, input: refs.join('') }).status).toBe(
      0,
    );
    expect(pushed(repo, ['-q', 'origin', '--tags'])).toBe('');
  });

  test('branches with something of their own, of which one is bad', () => {
    const { repo } = served();
    for (const at of [3, 4, 5]) {
      repo.git('checkout', '-q', '-b', `b${at}`, 'main');
      repo.commit('Own', { 'BACKLOG.yaml': backlog({ items: [...SERVED, `WRK-003 Thing ${at}`] }) });
    }
    create(repo, ['refs/heads/again', 'refs/tags/once-more']);
    passes(repo, ['push', '-q', 'origin', 'b3', 'b4', 'again', 'once-more']);
    repo.git('checkout', '-q', '-b', 'bad', 'main');
    repo.commit('Lowered', { 'BACKLOG.yaml': ONE });
    create(repo, ['refs/heads/bad2']);
    const output = stops(repo, ['push', 'origin', 'b5', 'bad', 'bad2'], 'mark-regressed');
    expect(output.split('[mark-regressed]')).toHaveLength(2);
  });
});
