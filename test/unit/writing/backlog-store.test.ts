import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { addItem, archiveItem, generateNextId, loadBacklog, saveBacklog } from '../../../src/index.ts';
import { freshDirectory } from '../../support/repo.ts';
import { backlog } from '../../support/texts.ts';

const birth = { prefix: 'WRK', now: '2026-03-01T10:00:00.123456789+00:00' };

/** A file of that text, in a directory that is no repository. */
function fileWith(text: string | Uint8Array): string {
  const path = join(freshDirectory(), 'BACKLOG.yaml');
  writeFileSync(path, text);
  return path;
}

const content = (path: string) => readFileSync(path, 'utf8');

describe('loading', () => {
  test('an old file without the field loads as 0, and the first save writes it', async () => {
    const path = fileWith('schema_version: 2\nitems: []\n');
    const loaded = await loadBacklog(path);
    expect(loaded).toMatchObject({
      backlog: { schema_version: 2, items: [], next_item_id: 0 },
      warnings: [],
    });
    await saveBacklog(loaded, loaded.backlog);
    expect(content(path)).toBe('schema_version: 2\nitems: []\nnext_item_id: 0\n');
  });

  test('a mark below the items is corrected and told', async () => {
    const loaded = await loadBacklog(fileWith(backlog({ items: ['WRK-003 a', 'HAMY-009 b'], mark: 5 })));
    expect(loaded.backlog.next_item_id).toBe(9);
    expect(loaded.warnings).toEqual(['next_item_id is 5, but IDs go up to 9; continuing from 9.']);
    expect(generateNextId(loaded.backlog, 'WRK')).toEqual({ id: 'WRK-010', suffix: 10 });
  });

  test.each([
    ['not there', undefined, 'no-backlog', /^There is no \/.*\/BACKLOG.yaml\.$/u],
    ['no YAML', 'items: [', 'cannot-read', /^BACKLOG.yaml:1:\d+: /u],
    ['not UTF-8', Buffer.from([0xff, 0x61]), 'cannot-read', /^BACKLOG.yaml:1:1: the file is not UTF-8/u],
    [
      'a mark that is none',
      'items: []\nnext_item_id: -1\n',
      'cannot-read',
      /^BACKLOG.yaml:2:15: next_item_id is -1/u,
    ],
  ])('%s', async (_, text, code, message) => {
    const path = text === undefined ? join(freshDirectory(), 'BACKLOG.yaml') : fileWith(text);
    const failure = expect.objectContaining({ code, message: expect.stringMatching(message) });
    await expect(loadBacklog(path)).rejects.toEqual(failure);
  });

  test('nothing is read through a link', async () => {
    const path = join(freshDirectory(), 'BACKLOG.yaml');
    symlinkSync(fileWith('items: []\n'), path);
    await expect(loadBacklog(path)).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('saving', () => {
  test('what is saved can be saved on', async () => {
    const path = fileWith('items: []\nnext_item_id: 7 # mark\n');
    let loaded = await loadBacklog(path);
    for (const title of ['a', 'b']) {
      loaded = await saveBacklog(loaded, addItem(loaded.backlog, { title }, birth).backlog);
    }
    expect(content(path)).toMatch(
      /^items:\n- id: WRK-008\n[^]*- id: WRK-009\n[^]*\nnext_item_id: 9 # mark\n$/u,
    );
    expect((await loadBacklog(path)).backlog).toEqual(loaded.backlog);
  });

  test('the mark is never below what was loaded or removed', async () => {
    const path = fileWith(backlog({ items: ['WRK-003 a', 'WRK-009 b'], mark: 9 }));
    const loaded = await loadBacklog(path);
    const archived = archiveItem(loaded.backlog, 'WRK-009');
    await saveBacklog(loaded, { ...loaded.backlog, ...archived?.backlog, next_item_id: 0 });
    expect(content(path)).toBe(backlog({ items: ['WRK-003 a'], mark: 9 }));
  });

  test('nothing changed: the file is not touched', async () => {
    const path = fileWith(backlog({ items: ['WRK-003 a'] }));
    const { ino, mtimeNs } = statSync(path, { bigint: true });
    const loaded = await loadBacklog(path);
    await saveBacklog(loaded, loaded.backlog);
    expect(statSync(path, { bigint: true })).toMatchObject({ ino, mtimeNs });
  });

  test('a file that an editor changed meanwhile is left alone', async () => {
    const path = fileWith('items: []\n');
    const loaded = await loadBacklog(path);
    writeFileSync(path, 'items: [] # mine\n');
    const saving = saveBacklog(loaded, addItem(loaded.backlog, { title: 'a' }, birth).backlog);
    await expect(saving).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(content(path)).toBe('items: [] # mine\n');
  });

  test('a change that the text cannot take is refused, and nothing is written', async () => {
    const text =
      'items:\n- {id: WRK-1, title: a, tags: &t [x]}\n- {id: WRK-2, title: b, tags: *t}\nnext_item_id: 2\n';
    const path = fileWith(text);
    const loaded = await loadBacklog(path);
    const saving = saveBacklog(loaded, archiveItem(loaded.backlog, 'WRK-1')?.backlog ?? loaded.backlog);
    await expect(saving).rejects.toMatchObject({ code: 'refused' });
    expect(content(path)).toBe(text);
  });
});
