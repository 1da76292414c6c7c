import { expect, test } from 'vitest';

import { idsIn } from '../support/collision.ts';
import { entriesIn } from '../support/conflicts.ts';
import { hook, served } from '../support/hooked.ts';
import { settle, obey } from '../support/obedient.ts';
import { run } from '../support/operations.ts';

test.each([
  ['merged', 'git pull -q --no-edit --no-rebase origin main', 'with hooks', true],
  ['merged', 'git pull -q --no-edit --no-rebase origin main', 'without', false],
  ['rebased', 'git pull -q --rebase origin main', 'with hooks', true],
  ['rebased', 'git pull -q --rebase origin main', 'without', false],
])(
  'what was archived before its number was published by others goes on in its entry: %s by %s, %s',
  async (_name, pull, _hooks, hooked) => {
    const { server, repo: other } = served();
    const repo = server.clone();
    if (hooked) hook(repo);
    const [me, them] = [repo, other].map((one) => ({ repo: one, story: [] }));
    if (!me || !them) throw new Error('nobody');
    for (const [person, title] of [
      [me, 'Mine'],
      [them, 'Theirs'],
    ] as const) {
      await obey(person, `tidemark add ${title}-thing`);
      await obey(person, 'git commit -qam Add');
    }
    await obey(them, 'git push -q origin main');
    await obey(me, 'tidemark archive WRK-003 --force');
    await obey(me, 'git add -A && git commit -qm Archive');
    await settle(me, await obey(me, pull));
    expect(await obey(me, 'git push -q origin main'), me.story.join('\n')).toMatchObject({ code: 0 });
    expect(idsIn(repo)).toMatchObject({ 'Theirs-thing': 'WRK-003' });
    expect(entriesIn(repo)).toEqual(['WRK-004 Mine-thing']);
    expect((await run(repo, 'check')).stdout).toMatch(/^clean: .* mark 4/u);
    const { stdout } = await run(repo, 'audit');
    expect(stdout).not.toMatch(/open/u);
  },
);
