import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import type { TestRepo } from '../support/repo.ts';
import { createBegun, createShared, draw, REF, stateOf, tipAt } from '../support/shared.ts';

/** What doctor says of shared numbers; nothing where it did not look, `ok` where all is well. */
function told({ root }: TestRepo): readonly string[] {
  const { stdout } = tidemark(root, ['doctor', '--format', 'json']);
  const {
    examinations,
  }: { examinations: { name: string; remarks: { level: string; message: string }[] }[] } = JSON.parse(stdout);
  return examinations
    .filter(({ name }) => name === 'shared numbers')
    .flatMap(({ remarks }) => remarks.map(({ level, message }) => `${level}: ${message}`));
}

test('a number could be drawn: nothing is said, nothing is sent, and the clone stays as it is', async () => {
  const { server, first } = createBegun();
  await draw(first);
  const [tip, state] = [tipAt(server), stateOf(first)];
  expect(told(first)).toEqual([]);
  expect([tipAt(server), stateOf(first)]).toEqual([tip, state]);
});

test('nobody has begun', () => {
  const { first } = createShared();
  expect(told(first)).toEqual([
    `problem: origin shows no ${REF}: nobody has begun to share numbers there, or it is hidden from you.`,
  ]);
});

test('the remote can be read, and does not let this clone push', () => {
  const { server, first } = createBegun();
  server.write({ closed: { executable: '#!/bin/sh\necho "ERROR: read only for you" >&2; exit 1\n' } });
  first.git('config', 'remote.origin.receivepack', server.path('closed'));
  expect(told(first)).toEqual([`problem: origin refused the push to ${REF}, so no number was taken.`]);
});

test('the ref was set back', async () => {
  const { server, first } = createBegun();
  const begun = tipAt(server);
  await draw(first);
  server.git('update-ref', REF, begun);
  expect(told(first)).toEqual([expect.stringContaining(`${REF} of origin was set back or replaced`)]);
});

test('a block of nothing', () => {
  const { first } = createShared({ '.tidemark.yaml': 'block: 20\n' });
  expect(told(first)).toEqual([expect.stringContaining('`block: 20` is for shared numbers')]);
});
