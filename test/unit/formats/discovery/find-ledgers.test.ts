import { expect, test } from 'vitest';

import { findLedgers } from '../../../../src/formats/discovery/find-ledgers.ts';
import { nameLedgers } from '../../../../src/formats/discovery/ledger-names.ts';

/** `docs/adr: 0001-a.md 0002-b.md` → paths. */
function files(...folders: readonly string[]) {
  return folders.flatMap((folder) => {
    const [path = '', names = ''] = folder.split(': ');
    return names.split(' ').map((name) => ({ path: `${path}/${name.replaceAll('~', ' ')}`, oid: undefined }));
  });
}

function found(...folders: readonly string[]): readonly string[] {
  return nameLedgers(findLedgers(files(...folders)), []).map(
    ({ kind, ownName, path, pattern, entries }) =>
      `${kind.name}${ownName === undefined ? '' : ` ${ownName}`} ${path} ${entries.length}${pattern === undefined ? '' : ` ${pattern}`}`,
  );
}

const MD = '0001-a.md 0002-b.md 0003-c.md';
const SQL = '000001_a.up.sql 000001_a.down.sql 000002_b.up.sql 000003_c.up.sql';
const PY = '__init__.py 0001_initial.py 0002_b.py 0003_c.py';

test.each<[string, readonly string[], readonly string[]]>([
  ['decisions', [`docs/adr: ${MD} README.md template.md`], ['adr docs/adr 3']],
  [
    'decisions by their names',
    ['docs/architecture: adr-001-a.md adr-002-b.md adr-027-c.md'],
    ['adr docs/architecture 3'],
  ],
  [
    'decisions with a folder of pictures',
    [`doc/decisions: ${MD}`, 'doc/decisions/img: 1.png 2.png 3.png'],
    ['adr doc/decisions 3'],
  ],
  ['pairs of migrations, wherever they are', [`internal/store: ${SQL}`], ['golang-migrate internal/store 3']],
  ['plain migrations', ['drizzle: 0000_a.sql 0001_b.sql 0002_c.sql'], ['golang-migrate drizzle 3']],
  [
    'Flyway',
    ['src/main/resources/db/migration: V1__a.sql V1.1__b.sql V2__c.sql R__view.sql'],
    ['flyway src/main/resources/db/migration 3'],
  ],
  [
    'Django, app by app',
    [`shop/migrations: ${PY}`, `users/migrations: ${PY}`],
    ['django shop shop/migrations 3', 'django users users/migrations 3'],
  ],
  [
    'Backlog.md',
    ['backlog/tasks: task-1~-~a.md task-2~-~b.md task-3~-~c.md', 'backlog/drafts: draft-1~-~d.md'],
    ['backlog-md backlog 4'],
  ],
  ['proposals', [`rfcs: ${MD}`], ['files rfcs rfcs 3 {number:4}-{slug}.md']],
  [
    'proposals with a prefix',
    ['docs/rfc: rfc-001-a.md rfc-002-b.md rfc-003-c.md'],
    ['files rfc docs/rfc 3 rfc-{number:3}-{slug}.md'],
  ],
  ['two numbers only', ['docs/adr: 0001-a.md 0001-b.md 0002-c.md'], []],
  ['dates', ['db/migrations: 20240101120000_a.sql 20240102120000_b.sql 20240103120000_c.sql'], []],
  ['chapters', ['docs: 01-start.md 02-install.md 03-use.md'], []],
  ['scripts in an order', ['scripts: 01_load.sql 02_clean.sql 03_report.sql'], []],
  ['steps of a pipeline', [`pipeline/migrations: ${SQL}`], []],
  ['numbered specs', [`specs/adr: ${MD}`, 'e2e: 001-a.md 002-b.md 003-c.md'], []],
  [
    'tests, examples, what others wrote',
    [
      `test/adr: ${MD}`,
      `examples/shop/migrations: ${PY}`,
      `a/fixtures/adr: ${MD}`,
      `node_modules/x/adr: ${MD}`,
      `vendor/y/migrations: ${SQL}`,
    ],
    [],
  ],
  ['few among many', ['docs/decisions: 0001-a.md 0002-b.md 0003-c.md a.md b.md c.md d.md'], []],
  ['the root', [': 0001-a.md 0002-b.md 0003-c.md'], []],
  ['paths that no configuration can name', [`doc\\adr: ${MD}`, `\uFFFD/adr: ${MD}`], []],
  ['proposals without numbers', ['rfcs: a.md b.md c.md'], []],
])('%s', (_name, folders, ledgers) => {
  expect(found(...folders)).toEqual(ledgers);
});

test('names that are taken are told apart', () => {
  const folders = findLedgers(
    files(
      `a/migrations: ${SQL}`,
      `b/a/migrations: ${SQL}`,
      `c/a/migrations: ${SQL}`,
      `migrations: ${SQL}`,
      `db: ${SQL}`,
    ),
  );
  expect(nameLedgers(folders, ['a']).map(({ ownName }) => ownName)).toEqual([
    'golang-migrate-a',
    'b-a-migrations',
    'c-a-migrations',
    'db',
    'migrations',
  ]);
  expect(nameLedgers(findLedgers(files(`docs/adr: ${MD}`)), ['adr']).map(({ ownName }) => ownName)).toEqual([
    'docs-adr',
  ]);
  const taken = ['adr', 'docs-adr', 'adr-2'];
  expect(nameLedgers(findLedgers(files(`docs/adr: ${MD}`)), taken).map(({ ownName }) => ownName)).toEqual([
    'adr-3',
  ]);
});
