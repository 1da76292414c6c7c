import { expect, test } from 'vitest';

import { rebuiltOn } from '../../../../src/formats/kinds/django.ts';

/** `b: a` is a migration b that depends on a; several names for several. */
function rebuilt(graph: string, own: string, kept: string): string | undefined {
  const texts = graph.split('; ').map((one): [string, string] => {
    const [name = '', on = ''] = one.split(':');
    const pairs = on.split(' ').flatMap((word) => (word === '' ? [] : `('app', '${word}'), `));
    return [name, `class Migration:\n    dependencies = [${pairs.join('')}]\n`];
  });
  const found = rebuiltOn(own, kept, new Map(texts));
  const text = new Map(texts).get(found?.module ?? '') ?? '';
  if (found) expect([text.slice(found.start, found.end), found.line]).toEqual([found.from, 2]);
  return found && `${found.module}: ${found.from} → ${found.to}`;
}

test.each<[string, string, string | undefined]>([
  ['both on one', 's:; k: s; o: s', 'o: s → k'],
  ['behind what is built on the other', 's:; k: s; l: k; m: l; o: s', 'o: s → m'],
  ['a chain of its own', 's:; k: s; n: s; o: n', 'n: s → k'],
  ['begun further back', 'r:; s: r; k: s; o: r', 'o: r → k'],
  ['joined already', 's:; k: s; o: s; m: k o', undefined],
  ['built on the other one', 's:; k: s; o: k', undefined],
  ['several on the other one', 's:; k: s; l: k; m: k; o: s', undefined],
  ['on several', 's:; t:; k: s; o: s t', undefined],
  ['on none', 's:; k: s; o:', undefined],
  ['the name said twice', "s:; k: s; o: s s', 's", undefined],
  ['nothing shared', 's:; t:; k: s; o: t', undefined],
  ['a circle', 's:; k: s; n: o; o: n', undefined],
  ['a circle behind the other one', 's:; k: s m; m: k; o: s', undefined],
  ['the other one is not here', 's:; o: s', 'o: s → undefined'],
  ['nor what it is built on', 'o: s', undefined],
])('%s', (_, graph, expected) => {
  expect(rebuilt(graph, 'o', 'k')).toBe(expected);
});

test('what a text names again outside of its dependencies is left to people', () => {
  const texts = new Map([
    ['s', ''],
    ['k', "    dependencies = [('app', 's'), ('other', 't')]\n"],
    ['o', "    dependencies = [('app', 's')]\n    run_before = [('app', 's')]\n"],
  ]);
  expect(rebuiltOn('o', 'k', texts)).toBeUndefined();
});
