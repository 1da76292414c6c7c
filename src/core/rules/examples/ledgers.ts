import type { Example } from './example.ts';

const config = { '.tidemark.yaml': 'ledgers:\n- kind: adr\n  path: docs/adr\n' };
const first = { 'docs/adr/0001-use-postgres.md': '# 1. Use Postgres\n' };

export const idMismatch: Example = {
  before: [{ ...config, ...first }],
  fails: { 'docs/adr/0002-cache-in-redis.md': '# 3. Cache in Redis\n' },
  passes: { 'docs/adr/0002-cache-in-redis.md': '# 2. Cache in Redis\n' },
};

const NAMES = ['users', 'teams', 'roles', 'tokens', 'audit', 'mail', 'files', 'tags', 'notes', 'plans'];
const migrations = Object.fromEntries(
  NAMES.map((name, at) => [
    `migrations/${String(at + 1).padStart(4, '0')}_${name}.sql`,
    `CREATE TABLE ${name} ();\n`,
  ]),
);
const baseline = { 'migrations/0001_baseline.sql': '-- the tables as they are now\n' };

export const ledgerRestarted: Example = {
  before: [{ '.tidemark.yaml': 'ledgers:\n- kind: golang-migrate\n  path: migrations\n', ...migrations }],
  fails: { ...Object.fromEntries(Object.keys(migrations).map((path) => [path, null])), ...baseline },
  passes: { 'migrations/0011_baseline.sql': '-- the tables as they are now\n' },
};
