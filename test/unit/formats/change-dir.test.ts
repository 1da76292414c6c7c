import { expect, test } from 'vitest';
import { readChangeDirs, readChanges } from '../../../src/formats/change-dir.ts';

/** Each directory as `key slug`, each document as `slug/type`. */
const summary = (...paths: string[]) =>
  readChangeDirs('changes', paths).map(({ key, slug, documents }) => [
    `${key} ${slug}`,
    ...documents.map((one) => `${one.slug ?? '-'}/${one.type}`),
  ]);

test('a directory claims its ID, wherever the root is', () => {
  expect(
    readChangeDirs('docs/changes', ['docs/changes/wrk-7_retry-limits/wrk-7_PRD.md', 'changes/WRK-8_x/y.md']),
  ).toStrictEqual([
    {
      kind: 'directory',
      id: { prefix: 'WRK', number: 7 },
      key: 'WRK-007',
      written: 'wrk-7',
      slug: 'retry-limits',
      place: { path: 'docs/changes/wrk-7_retry-limits', line: 1, column: 1 },
      slugs: [],
      documents: [{ path: 'docs/changes/wrk-7_retry-limits/wrk-7_PRD.md', slug: undefined, type: 'PRD' }],
    },
  ]);
});

test.each([
  ['WRK-013_extract-helpers_TECH_RESEARCH.md', 'extract-helpers/TECH_RESEARCH'],
  ['WRK-013_extract-helpers_research-summary.md', 'extract-helpers/research-summary'],
  ['WRK-013_PRD.md', '-/PRD'],
  ['WRK-013_tech-research.md', '-/tech-research'],
  ['WRK-013_TECH_RESEARCH.md', '-/TECH_RESEARCH'],
  ['WRK-013_Extract-helpers_PRD.md', '-/Extract-helpers_PRD'],
  ['WRK-013_slug_.md', '-/slug_'],
  ['wrk-0013_slug_PRD.md', 'slug/PRD'],
])('the document %s is %s', (name, document) => {
  expect(summary(`changes/WRK-013_x/${name}`)).toStrictEqual([['WRK-013 x', document]]);
});

test.each([
  ['x_PRD x_SPEC.x', 'x'],
  ['x_PRD y_PRD x_SPEC', 'x y'],
  ['y_PRD', 'y'],
  ['PRD x_ x X_PRD', ''],
  ['x/x_PRD', ''],
])('the documents %s name %s', (names, slugs) => {
  const paths = names.split(' ').map((name) => `changes/WRK-013_x/WRK-013_${name}.md`);
  expect(readChangeDirs('changes', paths).map((claim) => claim.slugs.join(' '))).toEqual([slugs]);
});

test('a directory whose own slug is none for a document', () => {
  const [claim] = readChangeDirs('changes', ['changes/WRK-013_A_b/WRK-013_A_b_PRD.md']);
  expect(claim?.slugs).toEqual([]);
});

test.each([
  'SCOPE.md',
  'WRK-013.md',
  'WRK-013_.md',
  'WRK-014_x_PRD.md',
  'WRK-013_x_PRD.txt',
  'phases/WRK-013_x_PRD.md',
  '.md',
])('%s is no document of its directory', (name) => {
  expect(summary(`changes/WRK-013_x/${name}`)).toStrictEqual([['WRK-013 x']]);
});

test.each([
  'changes/002_x/a.md',
  'changes/tg-8a8f7_x/a.md',
  'changes/README.md',
  'changes/WRK-001_x',
  'change/WRK-001_x/a',
  'WRK-001_x/a.md',
])('%s lies in no directory that claims', (path) => {
  expect(summary(path, path)).toStrictEqual([]);
});

test('directories come in order of appearance, with all their documents', () => {
  expect(
    summary(
      'changes/B-2_y/B-2_PRD.md',
      'changes/A-1/A-1_PRD.md',
      'changes/B-2_y/B-2_SPEC.md',
      'changes/A-1_/A-1_SPEC.md',
    ),
  ).toStrictEqual([
    ['B-002 y', '-/PRD', '-/SPEC'],
    ['A-001 ', '-/PRD'],
    ['A-001 ', '-/SPEC'],
  ]);
});

test.each([
  ['WRK-016-other', 'WRK-016', 'changes/WRK-016_other'],
  ['wrk-16.old', 'WRK-016', 'changes/WRK-016_old'],
  ['WRK-016 Other', 'WRK-016', 'changes/WRK-016_Other'],
  ['WRK-016 - Other', 'WRK-016', 'changes/WRK-016_Other'],
  ['WRK_016_other', 'WRK-016', 'changes/WRK-016_other'],
  ['WRK016_other', 'WRK-016', 'changes/WRK-016_other'],
  ['my-tool-16-other', 'MY-TOOL-016', 'changes/MY-TOOL-016_other'],
  ['WRK_016', 'WRK-016', 'changes/WRK-016'],
  ['WRK-016-', 'WRK-016', 'changes/WRK-016'],
])('%s nearly claims %s: it would have to be %s', (name, key, right) => {
  const { rows, nearMisses } = readChanges('changes', [`changes/${name}/x.md`, `changes/${name}/y`]);
  expect(rows).toEqual([]);
  expect(nearMisses).toMatchObject([
    { kind: 'directory', key, text: name, right, place: { path: `changes/${name}`, line: 1, column: 1 } },
  ]);
});

test('so does a document beside the directories, whatever follows its ID', () => {
  const names = ['README.md', 'WRK-016.yaml', 'WRK-016_other.md', 'WRK-17.md', 'WRK-2_b/x.md', 'wrk018.md'];
  const paths = [...names.map((name) => `changes/${name}`), 'changesWRK-3.md', 'docs/WRK-4.md'];
  const { rows, nearMisses } = readChanges('changes', paths);
  expect(rows.map(({ claim: { key } }) => key)).toEqual(['WRK-002']);
  expect(nearMisses.map(({ kind, text, right }) => [kind, text, right])).toEqual([
    ['file', 'WRK-016_other.md', 'changes/WRK-016_other'],
    ['file', 'WRK-17.md', 'changes/WRK-017'],
    ['file', 'wrk018.md', 'changes/WRK-018'],
  ]);
});

test.each(['WRK-016_other', 'WRK-016', 'tg-8a_docs', '002_overhaul', 'WRK', 'WRK-4294967296-x', 'WRK-16a'])(
  '%s does not nearly claim anything',
  (name) => expect(readChanges('changes', [`changes/${name}/x.md`]).nearMisses).toEqual([]),
);

test('a name of a megabyte is read at once', () => {
  for (const piece of ['a', '1', 'a1', '-', 'a-1'])
    expect(readChanges('changes', [`changes/x${piece.repeat(500_000)}/x.md`]).rows).toEqual([]);
});

test('documents that are named after another ID', () => {
  const names = ['WRK-072_x_PRD.md', 'wrk-73_x.md', 'OPS-72.md', 'SCOPE.md', 'WRK-072_x.txt', 'a/WRK-072.md'];
  const [claim] = readChangeDirs(
    'changes',
    names.map((name) => `changes/WRK-073_x/${name}`),
  );
  expect(claim?.strangers).toEqual(
    [names[0], names[2]].map((name) => ({
      by: 'name',
      id: { prefix: name?.slice(0, 3), number: 72 },
      key: `${name?.slice(0, 3)}-072`,
      place: { path: `changes/WRK-073_x/${name}`, line: 1, column: 1 },
    })),
  );
});

test('a file that is called like a directory nearly claims its ID; one of another kind does not', () => {
  const paths = ['changes/WRK-002_launch-rockets', 'changes/WRK-002_launch.txt', 'changes/WRK-003.v2.md'];
  expect(readChanges('changes', paths).nearMisses.map(({ kind, text }) => [kind, text])).toEqual([
    ['file', 'WRK-002_launch-rockets'],
    ['file', 'WRK-003.v2.md'],
  ]);
});

test.each([
  ['all documents are named after the directory', ['WRK-1_a-b_PRD.md', 'WRK-1_a-b_SPEC.md'], true],
  ['one has no subject', ['WRK-1_a-b_PRD.md', 'WRK-1_PRD.md'], false],
  ['one has another subject', ['WRK-1_c_PRD.md'], false],
  ['one is no document', ['SCOPE.md'], false],
])('a directory is plain where %s', (_what, names, isPlain) => {
  const paths = names.map((name) => `changes/WRK-1_a-b/${name}`);
  expect(readChanges('changes', paths).rows.map((row) => [row.isPlain, row.written])).toEqual([
    [isPlain, 'WRK-1'],
  ]);
  const other = names.map((name) => `changes/WRK-1_A b/${name}`);
  expect(readChanges('changes', other).rows[0]?.isPlain).toBe(false);
});

test('files of a directory may come apart', () => {
  const paths = ['changes/B-1_x/a.md', 'changes/A-1_x/a.md', 'changes/B-1_x/B-1_y_PRD.md', 'changes/C-1_x/c'];
  const { rows } = readChanges('changes', paths);
  expect(rows.map(({ claim: { key, slugs, documents } }) => [key, slugs, documents.length])).toEqual([
    ['B-001', ['y'], 1],
    ['A-001', [], 0],
    ['C-001', [], 0],
  ]);
});
