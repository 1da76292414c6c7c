import { describe, expect, test } from 'vitest';

import * as library from '../../../src/index.ts';

const BACKLOG = {
  schema_version: 3,
  items: [{ id: 'WRK-001', title: 'Retry limits' }],
  next_item_id: 1,
};
const TWO_PREFIXES = { ...BACKLOG, items: [...BACKLOG.items, { id: 'OPS-002', title: 'Backups' }] };
const SNAPSHOT = library.snapshotOf({ 'BACKLOG.yaml': 'items: []\n' });

type Called = readonly [name: string, args: readonly unknown[], said: string];

/** As a caller in JavaScript would, whom no types stop. */
async function misuse(name: string, args: readonly unknown[]): Promise<string> {
  try {
    const called: unknown = Reflect.get(library, name);
    const result: unknown = Reflect.apply(Object(called), undefined, args);
    const isGenerator = typeof result === 'object' && result !== null && 'next' in result;
    await (isGenerator ? Reflect.apply(Object(result.next), result, []) : result);
    return 'nothing';
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

const OPTION_TAKERS: readonly Called[] = [
  [
    'check',
    [{ stict: true }],
    'check(options): options.stict is not an option; known: cwd, configPath, target, strict.',
  ],
  ['check', [{ strict: 'yes' }], 'check(options): options.strict takes true or false, not "yes".'],
  ['check', ['.'], 'check(options): options takes an object, not ".".'],
  ['check', [null], 'check(options): options takes an object, not null.'],
  ['check', [{ cwd: 7 }], 'check(options): options.cwd takes a string, not 7.'],
  ['check', [{ target: 'index' }], 'check(options): options.target takes an object, not "index".'],
  [
    'check',
    [{ target: { kind: 'tree' } }],
    'check(options): options.target.kind takes worktree, index, revision, not "tree".',
  ],
  [
    'check',
    [{ target: { kind: 'revision' } }],
    'check(options): options.target.revision is missing; it takes a string.',
  ],
  [
    'check',
    [{ target: { kind: 'index', revision: 'HEAD' } }],
    'check(options): options.target.revision is not an option; known: kind.',
  ],
  [
    'check',
    [{ target: { kind: 'revision', revision: 'HEAD', bases: [1] } }],
    'check(options): options.target.bases[0] takes a string, not 1.',
  ],
  [
    'checkCi',
    [{ env: [] }],
    'checkCi(options): options.env takes an object of environment variables, not a list.',
  ],
  ['replay', [{ to: false }], 'replay(options): options.to takes a string, not false.'],
  ['fix', [{ bases: 'main' }], 'fix(options): options.bases takes a list of revisions, not "main".'],
  [
    'renumber',
    [{ ids: ['WRK-001'], to: -1 }],
    'renumber(options): options.to takes an item number, 0 to 4294967295, not -1.',
  ],
  ['renumber', [{ ids: 'WRK-001' }], 'renumber(options): options.ids takes a list of IDs, not "WRK-001".'],
  [
    'resolve',
    [{ stage: true }],
    'resolve(options): options.stage is not an option; known: cwd, configPath, dryRun.',
  ],
  ['init', [{ dryRun: 'no' }], 'init(options): options.dryRun takes true or false, not "no".'],
  ['doctor', [{ strict: true }], 'doctor(options): options.strict is not an option; known: cwd, configPath.'],
  ['sharedNumbers', [{ all: 1 }], 'sharedNumbers(options): options.all takes true or false, not 1.'],
  [
    'shareNumbers',
    [{ all: true }],
    'shareNumbers(options): options.all is not an option; known: cwd, configPath, remote.',
  ],
  ['next', [{ take: 1 }], 'next(options): options.take takes true or false, not 1.'],
  ['add', [], 'add(drafts, options): drafts[0] is missing; it takes a title, or an object with one.'],
  ['add', [{ titel: 'Dark mode' }], 'add(drafts, options): drafts[0].title is missing; it takes a string.'],
  [
    'add',
    [{ title: 'Dark mode', dependencies: 'WRK-001' }],
    'add(drafts, options): drafts[0].dependencies takes a list of IDs, not "WRK-001".',
  ],
  [
    'add',
    ['Dark mode', { prefx: 'WRK' }],
    'add(drafts, options): options.prefx is not an option; known: cwd, configPath, breakLock, ledger, prefix, dryRun, shared.',
  ],
  ['ingest', [], 'ingest(source, options): source is missing; it takes an object.'],
  ['ingest', [{ txt: '' }], 'ingest(source, options): source.txt is not an option; known: file.'],
  ['archive', [], 'archive(ids, options): ids[0] is missing; it takes a string.'],
  ['archive', [[{}]], 'archive(ids, options): ids[0] takes a string, not an object.'],
  [
    'unusedNumbers',
    [{ take: true }],
    'unusedNumbers(options): options.take is not an option; known: cwd, configPath, ledger.',
  ],
  ['audit', [{ since: new Date(0) }], 'audit(options): options.since takes a string, not an object.'],
  ['radar', [{ refs: 'origin/*' }], 'radar(options): options.refs takes a list of refs, not "origin/*".'],
  ['trace', [], 'trace(id, options): id is missing; it takes a string.'],
];

const MOMENT = 'an RFC 3339 timestamp, such as 2026-03-01T09:30:00.123456789Z';
const VALUE_TAKERS: readonly Called[] = [
  ['loadBacklog', [{}], 'loadBacklog(path): path takes a string, not an object.'],
  [
    'saveBacklog',
    [BACKLOG, BACKLOG],
    'saveBacklog(loaded, backlog): loaded takes what loadBacklog or saveBacklog returned, not an object.',
  ],
  [
    'generateNextId',
    [],
    'generateNextId(backlog, prefix, spell): backlog is missing; it takes a backlog, an object with items and next_item_id.',
  ],
  [
    'generateNextId',
    [BACKLOG, 'a b!'],
    'generateNextId(backlog, prefix, spell): prefix takes a prefix, such as WRK, not "a b!".',
  ],
  [
    'generateNextId',
    [BACKLOG, 'WRK', 'upper'],
    'generateNextId(backlog, prefix, spell): spell takes a function, not "upper".',
  ],
  [
    'generateNextId',
    [{ items: [] }],
    'generateNextId(backlog, prefix, spell): backlog.next_item_id is missing; it takes an item number, 0 to 4294967295.',
  ],
  [
    'generateNextId',
    [TWO_PREFIXES],
    'generateNextId(backlog, prefix, spell): prefix is missing, and the items have WRK, OPS.',
  ],
  [
    'addItem',
    [{ ...BACKLOG, items: [] }, 'Dark mode'],
    'addItem(backlog, draft, options): prefix is missing, and no item has one.',
  ],
  [
    'addItem',
    [BACKLOG],
    'addItem(backlog, draft, options): draft is missing; it takes a title, or an object with one.',
  ],
  [
    'addItem',
    [BACKLOG, 'Dark mode', { now: 'yesterday' }],
    `addItem(backlog, draft, options): options.now takes ${MOMENT}, not "yesterday".`,
  ],
  [
    'addItem',
    [{ ...BACKLOG, items: [{ id: 7 }] }, 'Dark mode'],
    'addItem(backlog, draft, options): backlog.items[0].id takes a string, not 7.',
  ],
  ['addItem', [BACKLOG, ' '], 'RangeError: A title must not be empty.'],
  [
    'ingestFollowUps',
    [BACKLOG, 'Dark mode'],
    'ingestFollowUps(backlog, followUps, options): followUps takes a list of drafts, not "Dark mode".',
  ],
  [
    'updateItem',
    [BACKLOG, 'WRK-001', { id: 'WRK-002' }],
    'updateItem(backlog, id, changes): changes.id cannot be changed: it identifies the item.',
  ],
  [
    'updateItem',
    [BACKLOG, 'WRK-001'],
    'updateItem(backlog, id, changes): changes is missing; it takes an object.',
  ],
  ['archiveItem', [BACKLOG, 1], 'archiveItem(backlog, id): id takes a string, not 1.'],
  [
    'findItems',
    [[], 'WRK-001'],
    'findItems(backlog, id): backlog takes a backlog, an object with items and next_item_id, not a list.',
  ],
  ['titleProblem', [undefined], 'titleProblem(title): title is missing; it takes a string.'],
  ['parseItemId', [27], 'parseItemId(text): text takes a string, not 27.'],
  [
    'formatItemId',
    ['WRK-027'],
    'formatItemId(id): id takes an object with prefix and number, not "WRK-027".',
  ],
  [
    'formatItemId',
    [{ prefix: 'WRK', number: 1.5 }],
    'formatItemId(id): id.number takes an item number, 0 to 4294967295, not 1.5.',
  ],
];

const TEXT_TAKERS: readonly Called[] = [
  [
    'parseBacklog',
    ['BACKLOG.yaml', 'items: []'],
    'parseBacklog(path, bytes): bytes takes bytes (a Uint8Array), not "items: []".',
  ],
  ['parseWorklog', [], 'parseWorklog(path, bytes): path is missing; it takes a string.'],
  ['readChangeDirs', ['changes'], 'readChangeDirs(root, paths): paths is missing; it takes a list of paths.'],
  ['snapshotOf', [], 'snapshotOf(files, options): files is missing; it takes an object of texts by paths.'],
  [
    'snapshotOf',
    [{ 'BACKLOG.yaml': 1 }],
    'snapshotOf(files, options): files.BACKLOG.yaml takes a string or bytes, not 1.',
  ],
  [
    'snapshotOf',
    [{}, { prefixes: ['9'] }],
    'snapshotOf(files, options): options.prefixes[0] takes a prefix, such as WRK, not "9".',
  ],
  [
    'worklogEntries',
    ['', [{ id: 'WRK-001', title: 'x' }]],
    `worklogEntries(before, entries): entries[0].timestamp is missing; it takes ${MOMENT}.`,
  ],
  ['worklogFileName', ['2026-02'], `worklogFileName(timestamp): timestamp takes ${MOMENT}, not "2026-02".`],
  ['evaluate', [], 'evaluate(situation, rules): situation is missing; it takes an object with a candidate.'],
  [
    'evaluate',
    [{ candidate: SNAPSHOT, bases: [BACKLOG] }],
    'evaluate(situation, rules): situation.bases[0] takes a snapshot or a base, not an object.',
  ],
  [
    'evaluate',
    [{ candidate: SNAPSHOT }, [{ id: 'mine' }]],
    'evaluate(situation, rules): rules[0].check is missing; it takes a function.',
  ],
  [
    'needsHistory',
    [{ candidate: 1 }],
    'needsHistory(situation): situation.candidate takes a snapshot (see snapshotOf), not 1.',
  ],
  [
    'renderReport',
    [{}],
    'renderReport(report, format): report.findings is missing; it takes a list of findings.',
  ],
  [
    'renderReport',
    [{ findings: [] }, 'xml'],
    'renderReport(report, format): format takes human, json, sarif, github, gitlab, junit, accept, not "xml".',
  ],
];

describe('misuse is a TypeError that names the argument', () => {
  test.each([...OPTION_TAKERS, ...VALUE_TAKERS, ...TEXT_TAKERS])('%s(%j)', async (name, args, said) => {
    expect(await misuse(name, args)).toBe(said);
  });

  test('of each exported function', () => {
    const tried = new Set([...OPTION_TAKERS, ...VALUE_TAKERS, ...TEXT_TAKERS].map(([name]) => name));
    const functions = Object.entries(library).filter(([, value]) => typeof value === 'function');
    const names = functions.map(([name]) => name).filter((name) => name !== 'TidemarkError');
    expect(names.filter((name) => !tried.has(name))).toEqual([]);
  });

  test('a long text is cut', async () => {
    const said = await misuse('generateNextId', [BACKLOG, '!'.repeat(99)]);
    expect(said).toContain(`not "${'!'.repeat(40)}…".`);
  });
});

describe('what is left out', () => {
  test('an item needs no more than a title', () => {
    const { item, backlog } = library.addItem(BACKLOG, 'Dark mode');
    expect(item).toMatchObject({ id: 'WRK-002', title: 'Dark mode' });
    expect(item['created']).toMatch(/\.\d*[1-9]\d*\+00:00$/u);
    expect(backlog.next_item_id).toBe(2);
  });

  test('a field that becomes undefined goes, and others come', () => {
    const before = {
      ...BACKLOG,
      items: [{ id: 'WRK-001', title: 'Retry limits', phase: 'spec', size: 'small' }],
    };
    const updated = library.updateItem(before, 'wrk-1', { phase: undefined, status: 'done' });
    expect(updated?.item).toEqual({ id: 'WRK-001', title: 'Retry limits', size: 'small', status: 'done' });
    expect(updated?.backlog.items).toEqual([updated?.item]);
    expect(library.updateItem(BACKLOG, 'WRK-002', {})).toBeUndefined();
    expect(
      library.updateItem({ ...BACKLOG, items: [...before.items, ...before.items] }, 'WRK-001', {}),
    ).toBeUndefined();
  });

  test('two snapshots are enough to compare', () => {
    const at = (text: string, label: string) => library.snapshotOf({ 'BACKLOG.yaml': text }, { label });
    const item = (title: string, at: string) =>
      `- id: WRK-001\n  title: ${title}\n  created: 2026-01-01T00:00:0${at}.5Z\n`;
    const ours = at(`items:\n${item('Retry limits', '1')}next_item_id: 1\n`, 'ours');
    const theirs = at(`items:\n${item('Dark mode', '2')}next_item_id: 1\n`, 'theirs');
    const { findings } = library.evaluate({ candidate: theirs, bases: [ours] });
    expect(findings.map(({ rule, id }) => `${rule} ${id}`)).toEqual(['id-reused WRK-001']);
    expect(library.evaluate({ candidate: ours, bases: [ours] }).findings).toEqual([]);
    expect(library.needsHistory({ candidate: theirs, bases: [ours] })).toBe(true);
  });

  test('what a snapshot is made of has worklogs and directories, too', () => {
    const snapshot = library.snapshotOf(
      {
        'log/2026-02.md': '## 2026-02-20T22:06:19.5Z — WRK-025 (Clean up)\n<<<<<<< ours\n',
        'changes/WRK-026_other/PRD.md': '',
        'plan.yaml': new TextEncoder().encode('items: []\n'),
      },
      { backlog: 'plan.yaml', worklog: 'log', prefixes: ['wrk'] },
    );
    expect(snapshot).toMatchObject({
      backlog: { state: 'readable' },
      headings: [{ key: 'WRK-025' }],
      directories: [{ key: 'WRK-026' }],
      worklogProblems: [{ place: { line: 2 } }],
      prefixes: ['WRK'],
    });
    expect(library.snapshotOf({}).backlog).toEqual({ state: 'missing', path: 'BACKLOG.yaml' });
  });
});
