import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { BIN } from '../support/cli.ts';
import { createImportStream } from '../support/import-stream.ts';
import type { ImportStream } from '../support/import-stream.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const ONE = ['WRK-001 Retry limits'];
const GONE = '0'.repeat(40);

/** Of a processor, git's own included, on a quiet machine. */
const SECONDS = 10;
const MANY = Number(process.env['TORTURE_REFS'] ?? 5000);
const SIDES = Number(process.env['TORTURE_SIDES'] ?? 4000);

const treeOf = (items: readonly string[], mark: number): ReadonlyMap<string, string> =>
  new Map([['BACKLOG.yaml', backlog({ items, mark })]]);

/** As a server: what is pushed is there, and no ref has it but `main`, which has the first commit. */
function pushed(stream: ImportStream, first: string, updates: readonly (readonly [string, string])[]) {
  const repo = createRepo();
  const oids = stream.importInto(repo);
  repo.git('update-ref', 'refs/heads/main', oids.get(first) ?? '');
  repo.git('update-ref', '-d', 'refs/heads/new');
  const lines = updates.map(
    ([ref, commit]) =>
      `${ref === 'refs/heads/main' ? oids.get(first) : GONE} ${oids.get(commit) ?? ''} ${ref}\n`,
  );
  return measured(repo, ['hook', 'pre-receive'], lines.join(''));
}

test(`${MANY} branches with a commit of their own, of which one is bad, in one push`, () => {
  const stream = createImportStream();
  const first = stream.commit('main', 'Start', treeOf(ONE, 1), []);
  const updates = Array.from({ length: MANY }, (_, at): readonly [string, string] => {
    const items = at === MANY - 1 ? ['WRK-001 Another thing'] : [...ONE, `WRK-${at + 2} Number ${at}`];
    return [`refs/heads/b${at}`, stream.commit('new', `Draw ${at}`, treeOf(items, at + 2), [first])];
  });
  expectBounds('branches', pushed(stream, first, updates), 1);
});

test(`${SIDES} sides, each merged by a commit of its own, in one push`, () => {
  const stream = createImportStream();
  const first = stream.commit('main', 'Start', treeOf(ONE, 1), []);
  const second = stream.commit('main', 'More', treeOf([...ONE, 'WRK-002 Search'], 2), [first]);
  const sides = Array.from({ length: SIDES }, (_, at) =>
    stream.commit('new', `Side ${at}`, new Map([...treeOf(ONE, 1), [`s${at}`, `${at}\n`]]), [first]),
  );
  const merged = new Map(treeOf([...ONE, 'WRK-002 Search'], 2));
  const last = sides.reduce(
    (tip, side, at) => stream.commit('new', `Merge ${at}`, merged, [tip, side]),
    second,
  );
  expectBounds('sides', pushed(stream, second, [['refs/heads/main', last]]), 0);
});

test.each<[string, (at: number) => number]>([
  ['an item', (at) => at + 10],
  ['an item of the same ID as another', (at) => (at >> 1) + 10],
  ['an item of the same ID', () => 10],
])(`${SIDES} sides, each with %s that the merge of it loses, in one push`, (name, numberOf) => {
  const stream = createImportStream();
  const first = stream.commit('main', 'Start', treeOf(ONE, 1), []);
  const second = stream.commit('main', 'More', treeOf([...ONE, 'WRK-002 Search'], 2), [first]);
  const sides = Array.from({ length: SIDES }, (_, at) => {
    const items = [...ONE, `WRK-${numberOf(at)} Number ${at}`];
    return stream.commit('new', `Side ${at}`, treeOf(items, at + 10), [first]);
  });
  const merged = treeOf([...ONE, 'WRK-002 Search'], SIDES + 10);
  const last = sides.reduce(
    (tip, side, at) => stream.commit('new', `Merge ${at}`, merged, [tip, side]),
    second,
  );
  expectBounds(`sides with ${name}`, pushed(stream, second, [['refs/heads/main', last]]), 1);
});

const TOPICS = Math.ceil(SIDES / 8);

test(`${TOPICS} branches that gave up one number of a ledger of files, each merged, in one push`, () => {
  const stream = createImportStream();
  const config = new Map([['.tidemark.yaml', 'ledgers:\n- kind: adr\n  path: adr\n']]);
  const entry = (number: number, at: number): [string, string] => [
    `adr/${String(number).padStart(4, '0')}-title-${at}.md`,
    `# Title ${at}\n\n${Array.from({ length: 8 }, (_, line) => `${at * 7919 + line * 31} of ${at}\n`).join('')}`,
  ];
  const first = stream.commit('main', 'Start', config, []);
  const branches = Array.from({ length: TOPICS }, (_, at) => {
    const drawn = stream.commit('new', `Draw ${at}`, new Map([...config, entry(1, at)]), [first]);
    return stream.commit('new', `Give up ${at}`, new Map([...config, entry(at + 2, at)]), [drawn]);
  });
  const merged = new Map(config);
  let last = first;
  for (const [at, branch] of branches.entries()) {
    merged.set(...entry(at + 2, at));
    last = stream.commit('new', `Merge ${at}`, new Map(merged), [last, branch]);
  }
  expectBounds('branches that gave up a number', pushed(stream, first, [['refs/heads/main', last]]), 0);
});

const MEGABYTE = 1_000_000;

/** Lines that make a megabyte. */
function megabyteOf(line: (at: number) => string): string {
  const lines: string[] = [];
  for (let length = 0, at = 0; length < MEGABYTE; length += lines.at(-1)?.length ?? 0, at += 1)
    lines.push(line(at));
  return lines.join('');
}

const ADR = 'ledgers:\n- kind: adr\n  path: adr\n';
const entriesOf = (text: (at: number) => string): Files => ({
  '.tidemark.yaml': ADR,
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`adr/000${at}-a${at}.md`, text(at).slice(0, MEGABYTE / 20)]),
  ),
});

test.each<[string, Files, readonly number[]]>([
  ['keys of TOML', { 'phase-golem.toml': megabyteOf((at) => `a.b.c${at} = 1\n`) }, [0]],
  ['tables of TOML', { 'phase-golem.toml': megabyteOf((at) => `[[a.b${at}]]\n`) }, [0]],
  ['one key of TOML', { 'orchestrate.toml': `${megabyteOf(() => 'a.')}a = 1\n` }, [0]],
  ['brackets of TOML', { 'orchestrate.toml': `x = ${'['.repeat(MEGABYTE)}` }, [0]],
  [
    'accepted findings',
    {
      '.tidemark.yaml': `accept:\n${megabyteOf((at) => `- { rule: id-reused, id: WRK-${at}, subject: a${at}, reason: b }\n`)}`,
    },
    [0],
  ],
  ['unknown keys', { '.tidemark.yaml': megabyteOf((at) => `k${at}: 1\n`) }, [2]],
  ['anchors', { '.tidemark.yaml': `x:\n${megabyteOf((at) => `- &a${at} b\n- *a${at}\n`)}` }, [2]],
  [
    'ledgers',
    {
      '.tidemark.yaml': `ledgers:\n${megabyteOf((at) => `- { kind: adr, name: n${at}, path: p${at} }\n`)
        .slice(0, MEGABYTE / 20)
        .replace(/[^\n]*$/u, '')}`,
    },
    [0],
  ],
  ['blanks in headings', entriesOf(() => `#${' '.repeat(MEGABYTE)}x\n`), [0]],
  ['stars in headings', entriesOf(() => `# ${'**'.repeat(MEGABYTE)}\n`), [0]],
  ['keys of front matter', entriesOf(() => `---\n${'a: b\n'.repeat(MEGABYTE / 5)}`), [0]],
  ['an open front matter', entriesOf(() => `---\n${'created: '.repeat(MEGABYTE / 9)}`), [0]],
  ['brackets and links', entriesOf(() => `# [${'[]('.repeat(MEGABYTE / 3)}\n`), [0]],
])('a megabyte of %s', (name, files, codes) => {
  const stream = createImportStream();
  const first = stream.commit('main', 'Start', treeOf(ONE, 1), []);
  const tree = new Map([
    ...treeOf([...ONE, 'WRK-002 Search'], 2),
    ...Object.entries(files).map(([path, text]): [string, string] => [
      path,
      typeof text === 'string' ? text : '',
    ]),
  ]);
  const next = stream.commit('new', 'Worst', tree, [first]);
  const again = stream.commit('new', 'Once more', new Map([...tree, ['x', 'y\n']]), [next]);
  expectBounds(name, pushed(stream, first, [['refs/heads/main', again]]), ...codes);
});

interface Measured {
  readonly code: number | null;
  readonly stderr: string;
  readonly seconds: number;
}

function expectBounds(name: string, { code, stderr, seconds }: Measured, ...codes: readonly number[]): void {
  process.stdout.write(`${name}: ${seconds.toFixed(1)} s, exit code ${code}\n`);
  expect({ code, stderr }).toEqual({
    code: codes.length === 1 ? codes[0] : code,
    stderr: expect.not.stringMatching(/^ {4}at /mu),
  });
  expect(seconds).toBeLessThan(SECONDS);
}

/** What the shell counts as its children's time: other people's processes are not in it. */
function measured(repo: TestRepo, argv: readonly string[], input: string): Measured {
  const script = '"$@"; code=$?; times >&3; exit $code';
  const args = ['-c', script, 'bash', process.execPath, BIN, ...argv];
  const { status, stderr, output } = spawnSync('bash', args, {
    cwd: repo.root,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const [, children = ''] = (output[3] ?? '').split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/gu)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return { code: status, stderr, seconds };
}
