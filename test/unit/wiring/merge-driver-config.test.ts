import { expect, test } from 'vitest';

import { mergeDriverConfig, recordedDriver } from '../../../src/wiring/merge-driver-config.ts';
import type { DriverProgram } from '../../../src/wiring/merge-driver-config.ts';
import { createRepo } from '../../support/repo.ts';
import type { TestRepo } from '../../support/repo.ts';

const PLACES = { backlog: 'BACKLOG.yaml', worklog: '_worklog' };

const HERE: DriverProgram = { node: '/bin/sh', bin: ['/tidemark'] };

test.each([
  ['BACKLOG.yaml', 'BACKLOG.yaml merge=tidemark'],
  ['.dev/BACKLOG.yaml', '.dev/BACKLOG.yaml merge=tidemark'],
  ['my files/[a]*.yaml', String.raw`"my files/\\[a]\\*.yaml" merge=tidemark`],
])('the attribute names %s alone', (backlog, line) => {
  expect(mergeDriverConfig(HERE, [{ ...PLACES, backlog }]).attributes[0]).toBe(line);
  const repo = createRepo();
  repo.write({ '.gitattributes': `${line}\n` });
  expect(repo.git('check-attr', '-z', 'merge', '--', backlog).split('\0')[2]).toBe('tidemark');
});

test.each([
  ['_worklog', '_worklog/**/*.md merge=tidemark'],
  ['my [logs]', String.raw`"my \\[logs]/**/*.md" merge=tidemark`],
])('the attribute names every file of the worklog in %s, and no other', (worklog, line) => {
  expect(mergeDriverConfig(HERE, [{ ...PLACES, worklog }]).attributes[1]).toBe(line);
  const repo = createRepo();
  repo.write({ '.gitattributes': `${line}\n` });
  const paths = [`${worklog}/2026-01.md`, `${worklog}/a/b/c.md`, `${worklog}/x.txt`, `a/${worklog}/x.md`];
  const merged = paths.map((path) => repo.git('check-attr', '-z', 'merge', '--', path).split('\0')[2]);
  expect(merged).toEqual(['tidemark', 'tidemark', 'unspecified', 'unspecified']);
});

const gone: DriverProgram = { node: '/nowhere/node', bin: ["/no where/it's 100%/bin.js"] };

/** What comes of a merge of two changes to one line, with this as the driver. */
function mergeBy(program: DriverProgram, repo: TestRepo): { status: number; text: string } {
  repo.commit('Base', { 'BACKLOG.yaml': 'a: 1\n' });
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': 'a: 2\n' });
  repo.checkout('main');
  repo.commit('Main', { 'BACKLOG.yaml': 'a: 3\n' });
  const { settings, attributes } = mergeDriverConfig(program, [PLACES]);
  for (const { key, value } of settings) repo.git('config', key, value);
  repo.write({ '.git/info/attributes': `${attributes.join('\n')}\n` });
  const { status } = repo.tryGit(['merge', '-q', '-m', 'Merge', 'side']);
  return { status, text: repo.read('BACKLOG.yaml') };
}

test.each<[string, DriverProgram]>([
  ['is gone', gone],
  ['is gone with every version of it', { node: '/bin/sh', bin: ['/gone/tidemark@', '/bin.js'] }],
  ['fails', { node: '/bin/sh', bin: ['/bin/sh'] }],
])('a driver that %s leaves what git itself would leave', (_, program) => {
  expect(mergeBy(program, createRepo())).toEqual({
    status: 1,
    text: '<<<<<<< ours\na: 3\n=======\na: 2\n>>>>>>> theirs\n',
  });
});

test.each(['plain', 'no where', "it's", '100%A', '%%O', '$(touch canary)', '"`;&|\\'])(
  'a driver is started wherever it is: %s',
  (directory) => {
    const repo = createRepo();
    const driver = repo.path('.git', directory, 'driver');
    repo.write({ [`.git/${directory}/driver`]: { executable: '#!/bin/sh\necho "driven: $1" >"$3"\n' } });
    expect(mergeBy({ node: '/bin/sh', bin: [driver] }, repo)).toEqual({
      status: 0,
      text: 'driven: merge-driver\n',
    });
    expect(repo.git('ls-files', '-o')).toBe('');
  },
);

test('a driver that a later version has taken the place of is started', () => {
  const repo = createRepo();
  const script = { executable: '#!/bin/sh\necho "driven: $1" >"$3"\n' };
  repo.write({ '.git/store/tidemark@2.0.0/driver': script });
  const bin = [repo.path('.git/store/tidemark@'), '/driver'] as const;
  expect(mergeBy({ node: '/bin/sh', bin }, repo)).toEqual({ status: 0, text: 'driven: merge-driver\n' });
});

test('where the node that is recorded is gone, the one on the PATH starts it', () => {
  const repo = createRepo();
  repo.write({
    '.git/driver.js': "require('fs').writeFileSync(process.argv[4], `driven: ${process.argv[2]}\\n`);\n",
  });
  const program: DriverProgram = { node: '/gone/node', bin: [repo.path('.git/driver.js')] };
  expect(mergeBy(program, repo)).toEqual({ status: 0, text: 'driven: merge-driver\n' });
});

test.each<DriverProgram>([
  gone,
  { node: "/it's/%A/node", bin: ['/a b/.pnpm/tidemark@', '/node_modules/tidemark/dist/bin.js'] },
])('what a driver line starts can be read from it: %j', (program) => {
  const line = mergeDriverConfig(program, [PLACES]).settings[1]?.value ?? '';
  expect(recordedDriver(line)).toEqual(program);
});

test('of a line that somebody else wrote nothing is known', () => {
  expect(recordedDriver('my-driver %O %A %B')).toBeUndefined();
});
