import { describe, expect, test } from 'vitest';
import { inProcess } from '../support/cli.ts';
import { ruleIds } from '../support/ci.ts';
import { troubleIn } from '../support/collision.ts';
import { verdict } from '../support/check.ts';
import { createHooked, passes, stops, warns } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const B = 'BACKLOG.yaml';

/** A backlog of somebody's own, without `created`. */
function theirs(items: Readonly<Record<string, string>>, mark?: number): string {
  const blocks = Object.entries(items).map(([id, title]) => `- id: ${id}\n  title: ${title}\n  owner: kim\n`);
  const numbers = Object.keys(items).map((id) => Number(id.split('-')[1]));
  return `items:${blocks.length === 0 ? ' []' : ''}\n${blocks.join('')}next_item_id: ${mark ?? Math.max(...numbers)}\n`;
}

const SHORTCUTS = theirs({ 'FE-12': 'Dark mode', 'FE-13': 'Keyboard shortcuts' });
const RETITLED = SHORTCUTS.replace('Keyboard shortcuts', 'Keyboard shortcuts and accessibility');
const TYPED_OVER = SHORTCUTS.replace('Keyboard shortcuts', 'Export');

async function requested(repo: TestRepo): Promise<readonly string[]> {
  const args = ['check', '--ci', '--format', 'json', '--base', 'main', '--head', 'topic'];
  return ruleIds(await inProcess(repo.root, args));
}

describe('where items have no created', () => {
  test('a commit that edits a title passes without a word, and renumber has nothing to do', async () => {
    const repo = createHooked({ [B]: SHORTCUTS });
    repo.write({ [B]: RETITLED });
    const { code, stderr } = await inProcess(repo.root, ['renumber', 'FE-13']);
    expect(code).toBe(0);
    expect(stderr).toContain('FE-13 is not used twice here; nothing to renumber.');
    expect(repo.read(B)).toBe(RETITLED);
    passes(repo, ['commit', '-qam', 'Sharpen']);
  });

  test('one that leaves not a word is reported, and passes', () => {
    const repo = createHooked({ [B]: SHORTCUTS });
    repo.write({ [B]: TYPED_OVER });
    const said = warns(repo, ['commit', '-qam', 'Replace']);
    expect(said).toContain('FE-13 was “Keyboard shortcuts” in HEAD and is “Export” now');
    expect(said).toContain('[item-replaced] (warning)');
  });

  test('one that gives an ID away that was free for a while is stopped', () => {
    const repo = createHooked({ [B]: SHORTCUTS });
    repo.commit('Drop', { [B]: theirs({ 'FE-12': 'Dark mode' }, 13) });
    repo.write({ [B]: TYPED_OVER });
    const said = stops(repo, ['commit', '-qam', 'Reuse'], 'id-reused');
    expect(said).toContain('FE-13 “Export” takes an ID that already means something else');
    expect(said).toContain('tidemark renumber --stage');
  });

  test.each<[string, string, readonly string[]]>([
    ['an edited title passes', RETITLED, []],
    ['a replaced one is reported', TYPED_OVER, ['item-replaced']],
    [
      'a handed-on ID is refused',
      theirs({ 'FE-12': 'Keyboard shortcuts', 'FE-13': 'Dark mode' }),
      ['id-reused', 'id-reused'],
    ],
  ])('in a pull request %s', async (_, topic, expected) => {
    const repo = createRepo();
    repo.commit('First', { [B]: SHORTCUTS });
    repo.branch('topic');
    repo.commit('Topic', { [B]: topic });
    repo.checkout('main');
    repo.commit('Main', { 'README.md': '# Mine\n' });
    expect(await requested(repo)).toEqual(expected);
    repo.git('merge', '-q', '--no-edit', 'topic');
    expect(await verdict(repo, 'rev HEAD')).toEqual(
      expected.filter((rule) => rule === 'id-reused').map(() => expect.any(String)),
    );
  });

  test('in a pull request that takes two steps, an ID that was free between them', async () => {
    const repo = createRepo();
    repo.commit('First', { [B]: SHORTCUTS });
    repo.branch('topic');
    repo.commit('Drop', { [B]: theirs({ 'FE-12': 'Dark mode' }, 13) });
    repo.commit('Take', { [B]: TYPED_OVER });
    repo.checkout('main');
    repo.commit('Main', { 'README.md': '# Mine\n' });
    expect(await requested(repo)).toEqual(['id-reused']);
  });

  test('two branches that took one number collide, whatever the merge keeps', async () => {
    const repo = createRepo();
    repo.commit('First', { [B]: theirs({ 'FE-12': 'Dark mode' }) });
    repo.branch('topic');
    repo.commit('Topic', { [B]: TYPED_OVER });
    repo.checkout('main');
    repo.commit('Main', { [B]: SHORTCUTS });
    expect(await requested(repo)).toEqual(['id-reused']);
    repo.merge('topic', { [B]: SHORTCUTS });
    expect(await troubleIn(repo)).toHaveLength(1);
  });

  test('titles that both branches edited are one item, also under a third', async () => {
    const repo = createRepo();
    repo.commit('First', { [B]: SHORTCUTS });
    repo.branch('topic');
    repo.commit('Topic', { [B]: SHORTCUTS.replace('Keyboard shortcuts', 'All shortcuts') });
    repo.checkout('main');
    repo.commit('Main', { [B]: RETITLED });
    repo.merge('topic', { [B]: SHORTCUTS.replace('Keyboard shortcuts', 'All keyboard shortcuts') });
    expect(await troubleIn(repo)).toEqual([]);
  });
});
