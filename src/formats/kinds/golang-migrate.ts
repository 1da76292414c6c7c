import type { Kind } from './kind.ts';
import { readNumbered, withoutExtension } from './names.ts';

/** SQL migrations in order of their numbers, of golang-migrate and those like it: goose, dbmate, drizzle, sqlx. */
export const golangMigrate: Kind = {
  name: 'golang-migrate',
  names: '000007_slug.up.sql',
  zero: '000000',
  usualPaths: ['migrations', 'db/migrations', 'internal/db/migrations', 'sql/migrations', 'drizzle'],
  read(path) {
    if (path.includes('/')) return undefined;
    const whole = withoutExtension(path, ['.sql']);
    // Drivers that are no SQL have other extensions, and then both halves say which they are.
    const name = whole ?? path.slice(0, Math.max(path.lastIndexOf('.'), 0));
    const [, direction] = /[._](up|down)$/iu.exec(name) ?? [];
    if (whole === undefined && direction === undefined) return undefined;
    const found = readNumbered(direction === undefined ? name : name.slice(0, -direction.length - 1), ['_']);
    if (!found) return undefined;
    const { number, ...rest } = found;
    return {
      prefix: '',
      parts: [number],
      written: number,
      isUndoing: direction?.toLowerCase() === 'down',
      ...rest,
    };
  },
  plain: /^(\d+)_([a-z\d]+(?:[-_][a-z\d]+)*)(?<!_up|_down)(?:\.(up|down))?\.sql$/u,
  registers: [
    {
      file: 'meta/_journal.json',
      why: 'drizzle-kit keeps it together with its snapshots. Remove the migration with `drizzle-kit drop`, and generate it again',
    },
    { file: 'atlas.sum', why: 'Atlas keeps checksums in it. Run `atlas migrate rebase` with its version' },
  ],
  reuse: 'error',
  order: true,
  alsoIn: 'nowhere',
  fresh: {
    examples: ['000000_new_entry.up.sql', '000000_new_entry.down.sql'],
    text: ({ title, path }) => `-- ${/[._]down\.\w+$/iu.test(path) ? 'Undo: ' : ''}${title}\n`,
  },
};
