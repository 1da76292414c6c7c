import type { FreshValues, Kind } from './kind.ts';

const NAME = /^(\d+)_(\w+)\.py$/u;

/** The migrations of one Django app. Their graph decides in which order they run, so two may have one number. */
export const django: Kind = {
  name: 'django',
  names: '0007_slug.py',
  zero: '0000',
  usualPaths: ['*/migrations', '*/*/migrations', '*/*/*/migrations'],
  read(path) {
    const [, number, stem] = NAME.exec(path) ?? [];
    return number === undefined || stem === undefined
      ? undefined
      : { prefix: '', parts: [number], written: number, stem };
  },
  reuse: 'warning',
  order: false,
  alsoIn: 'nowhere',
  fresh: { examples: ['0000_new_entry.py'], text: freshMigration },
};

function freshMigration({ title, path, previous }: FreshValues): string {
  const [app = 'app'] = path.split('/').slice(-3);
  const before = previous.map((name) => `        ('${app}', '${name}'),\n`);
  return [
    `# ${title}\nfrom django.db import migrations\n\n\nclass Migration(migrations.Migration):\n`,
    before.length > 0 ? `    dependencies = [\n${before.join('')}    ]\n` : '    dependencies = []\n',
    '    operations = []\n',
  ].join('\n');
}

/** What a migration says of others of its app: their names without `.py`. */
interface MigrationLinks {
  readonly dependsOn: readonly string[];
  readonly replaces: readonly string[];
}

/** Reads the two lists of a migration's text. Python can say it in other ways; those say nothing here. */
function readMigration(text: string): MigrationLinks {
  return {
    dependsOn: namesIn(text, /^[ \t]*dependencies[ \t]*=[ \t]*\[/mu),
    replaces: namesIn(text, /^[ \t]*replaces[ \t]*=[ \t]*\[/mu),
  };
}

/** The second of each pair: the first is the app. */
function namesIn(text: string, list: RegExp): readonly string[] {
  const start = list.exec(text);
  if (!start) return [];
  const from = start.index + start[0].length;
  const words = [...text.slice(from, text.indexOf(']', from)).matchAll(/['"](\w+)['"]/gu)].map(
    ([, word = '']) => word,
  );
  return words.filter((_word, at) => at % 2 === 1);
}

/** Tells of two migrations of one number, by the texts of all that may build on them, whether the graph has put them in order. */
export function settledBy(texts: readonly string[]): (one: Placed, other: Placed) => boolean {
  const links = texts.map(readMigration);
  const built = new Set(links.flatMap(({ dependsOn, replaces }) => [...dependsOn, ...replaces]));
  return (one, other) => built.has(moduleOf(one)) || built.has(moduleOf(other));
}

interface Placed {
  readonly place: { readonly path: string };
}

function moduleOf({ place: { path } }: Placed): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/u, '');
}
