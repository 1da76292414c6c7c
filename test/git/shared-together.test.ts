import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { findAddress } from '../../src/adapters/remote/address.ts';
import { lastTip, openChain } from '../../src/drawing/shared/chain.ts';
import type { Tip } from '../../src/drawing/shared/chain.ts';
import { markOf } from '../../src/drawing/shared/links.ts';
import { inQueue } from '../../src/drawing/shared/pushing/queue.ts';
import type { Queue } from '../../src/drawing/shared/pushing/queue.ts';
import { createBegun, draw, drawEach, machineOf, REF, tipAt } from '../support/shared.ts';
import { lineOf, postRequest, takeTogether, ticketsOf } from '../support/shared-line.ts';
import type { TestRepo } from '../support/repo.ts';

/** What the chain gave out, the first one first. */
function drawn(server: TestRepo): readonly string[] {
  return server.git('log', '--reverse', '--format=%s', REF).split('\n').slice(1);
}

/** A clone that has taken number 3, so that its machine has a line. */
async function begun() {
  const project = createBegun();
  expect(await draw(project.first)).toBe('WRK-003');
  return project;
}

describe('the clones of one machine that wait are served in one push', () => {
  test('each gets a number of its own, with the name of who asked, and notes what the others took', async () => {
    const { server, first, another } = createBegun();
    const clones = [first, another(), another()];
    const { ended, pushes, machine } = await takeTogether(server, clones);
    expect(ended.map(({ stdout }) => stdout)).toEqual(['WRK-003\n', 'WRK-004\n', 'WRK-005\n']);
    expect([pushes, drawn(server).length, ticketsOf(machine)]).toEqual([2, 3, []]);
    for (const clone of clones.slice(1)) {
      const tip = readFileSync(clone.path('.git/tidemark/shared/origin/tip'), 'utf8');
      expect(tip.slice(0, 40)).toBe(tipAt(server));
    }
  });

  test('one that is killed while it waits is not served, and one that pushes for others may die at any time', async () => {
    const { server, first, another } = createBegun();
    const clones = [first, another(), another()];
    const { ended } = await takeTogether(server, clones, (kill) => [0, 1].map(kill));
    const taken = ended.map(({ stdout }) => stdout.trim());
    // The push of the first one may have gone on without it.
    const numbers = drawn(server).map((subject) => subject.replace('backlog ', 'WRK-00'));
    expect([taken[0], taken[1], new Set([...taken, ...numbers]).size]).toEqual(['', '', numbers.length + 1]);
    expect(numbers.length).toBeLessThan(3);
    const next = await drawEach(...clones);
    expect(new Set([...numbers, ...next]).size).toBe(numbers.length + 3);
  });

  test('one that has seen more than who pushes for it does not take what it gets', async () => {
    const { server, first, another } = createBegun();
    const [seenMore, seenNothing] = [another(), another()];
    const begun = tipAt(server);
    await draw(seenMore);
    server.git('update-ref', REF, begun);
    const { ended } = await takeTogether(server, [first, seenNothing, seenMore]);
    expect(ended.map(({ code, stdout }) => [code, stdout])).toEqual([
      [0, 'WRK-003\n'],
      [0, 'WRK-004\n'],
      [3, ''],
    ]);
    expect(ended[2]?.stderr).toContain('was set back or replaced');
  });

  test('what nobody fetches is a gap', async () => {
    const { server, first } = await begun();
    const ticket = await postRequest(first, { count: 20 });
    expect(await draw(first)).toBe('WRK-004');
    expect(existsSync(ticket)).toBe(false);
    expect(drawn(server)).toEqual(['backlog 3', 'backlog 4', 'backlog 5-24: Posted']);
    expect(await draw(first)).toBe('WRK-025');
  });

  test('what was pushed before is not pushed again, though nobody said so', async () => {
    const { server, first } = await begun();
    const ticket = await postRequest(first);
    const text = readFileSync(ticket, 'utf8');
    await draw(first);
    // As if who pushed it had died before it sent the other one away.
    writeFileSync(ticket, text);
    expect(await draw(first)).toBe('WRK-006');
    expect([existsSync(ticket), drawn(server).length]).toEqual([false, 4]);
  });

  test('another counter, and numbers above what is known here', async () => {
    const { server, first } = await begun();
    await postRequest(first, { counter: 'adr:', least: [7] });
    await postRequest(first, { least: [100], count: 3 });
    expect(await draw(first)).toBe('WRK-004');
    expect(drawn(server).slice(1)).toEqual(['backlog 4', 'adr 7: Posted', 'backlog 100-102: Posted']);
    expect(await draw(first)).toBe('WRK-103');
  });
});

describe('who is not served with others takes its turn', () => {
  test.each<[string, Parameters<typeof postRequest>[1], Parameters<typeof postRequest>[2]]>([
    ['who reaches the remote in another way', { way: '0'.repeat(16) }, undefined],
    ['who wants more than a thousand', { count: 1001 }, undefined],
    ['who asks beyond the last number', { least: [4_294_967_295], count: 2 }, undefined],
    ['what is not written to its end', {}, (text) => text.slice(0, -1)],
    ['what was never written', {}, () => ''],
    ['whatever else is there', {}, () => `\u0000\u001B${'x\n'.repeat(3000)}`],
  ])('%s', async (_name, wanted, spoil) => {
    const { server, first } = await begun();
    const ticket = await postRequest(first, wanted, spoil);
    expect(await draw(first)).toBe('WRK-004');
    expect([existsSync(ticket), drawn(server)]).toEqual([true, ['backlog 3', 'backlog 4']]);
  });

  test('a push that the remote refuses is tried without what others ask for', async () => {
    const { server, first } = await begun();
    const ticket = await postRequest(first, { title: 'Nonsense' });
    const hook =
      'while read -r old new ref; do git log --format=%s "$old..$new" | grep -q Nonsense && exit 1; done; exit 0';
    server.write({ 'hooks/pre-receive': { executable: `#!/bin/sh\n${hook}\n` } });
    expect(await draw(first)).toBe('WRK-004');
    expect([existsSync(ticket), drawn(server)]).toEqual([true, ['backlog 3', 'backlog 4']]);
  });
});

test.each<[string, (line: string) => void]>([
  ['a pipe', (line) => void spawnSync('mkfifo', [join(line, 'recent'), join(line, 'pace')])],
  ['a folder', (line) => ['recent', 'pace'].map((name) => mkdirSync(join(line, name)))],
  [
    'a link to nowhere',
    (line) => ['recent', 'pace'].map((name) => symlinkSync('/nowhere/x', join(line, name))),
  ],
  [
    'a long file',
    (line) => ['recent', 'pace'].map((name) => writeFileSync(join(line, name), 'x'.repeat(1 << 23))),
  ],
])('%s in place of what the clones of a machine keep is in nobody’s way', async (_name, make) => {
  const { server, first } = await begun();
  const line = lineOf(machineOf(first)) ?? '';
  for (const name of readdirSync(line)) unlinkSync(join(line, name));
  make(line);
  await postRequest(first);
  expect(await drawEach(first, first)).toEqual(['WRK-004', 'WRK-006']);
  expect(drawn(server).length).toBe(4);
});

test('whoever fails takes what another clone of the machine has pushed for it meanwhile', async () => {
  const { first } = await begun();
  const chain = await openChain(await openRepository(first.root), 'origin');
  const tip = lastTip(chain);
  if (!tip) throw new Error('nothing was seen');
  const request = { counter: 'backlog', least: [1], count: 1, title: '', mark: markOf(tip.link) };
  const served = (links: readonly Tip[]) =>
    links.some(({ link }) => markOf(link) === request.mark) ? 'served' : undefined;
  // At first nobody has pushed anything for it.
  const failing = async (meanwhile: (queue: Queue) => void) =>
    inQueue(chain, { request, own: undefined, served }, async (queue): Promise<string> => {
      meanwhile(queue);
      return Promise.reject(new Error('no answer'));
    });
  await expect(failing(() => undefined)).rejects.toThrow('no answer');
  expect(await failing((queue) => queue.keep([tip]))).toBe('served');
});

test('settings of the user say who is served together, wherever they are', async () => {
  const { first, another } = createBegun();
  const [second, third] = [another(), another()];
  const wayOf = async (repo: TestRepo) => (await findAddress(await openRepository(repo.root), 'origin')).way;
  expect(await wayOf(second)).toBe(await wayOf(first));
  third.git('config', 'user.email', 'somebody@example.com');
  second.git('config', 'core.sshCommand', 'ssh -i other');
  const ways = [await wayOf(first), await wayOf(second), await wayOf(third)];
  expect(new Set(ways).size).toBe(3);
});
