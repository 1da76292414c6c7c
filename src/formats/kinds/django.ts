import type { FreshValues, Kind } from './kind.ts';

const NAME = /^(\d+)(?:_(\w+))?\.py$/u;

/** The migrations of one Django app. Their graph decides in which order they run, so two may have one number. */
export const django: Kind = {
  name: 'django',
  names: '0007_slug.py',
  zero: '0000',
  usualPaths: ['*/migrations', '*/*/migrations', '*/*/*/migrations'],
  read(path) {
    const [, number, stem = ''] = NAME.exec(path) ?? [];
    return number === undefined ? undefined : { prefix: '', parts: [number], written: number, stem };
  },
  plain: /^(\d+)_([a-z\d]+(?:_[a-z\d]+)*)\.py$/u,
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

/** Where a migration of a branch names what that branch began from, and the name to put there. Offsets are UTF-16 code units. */
export interface Rebuilt {
  /** The migration that says so: the one that moves, or one that it is built on. */
  readonly module: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly from: string;
  /** The last of those that are built on the one that stays; undefined where that is not here. */
  readonly to: string | undefined;
}

/**
 * What has to depend on something else when a migration gets a number behind `kept`, so that the graph goes on from one leaf: `own` is its name, `texts` has
 * all of the app by their names. Undefined where the graph has joined the two already, or is no chain.
 */
export function rebuiltOn(
  own: string,
  kept: string,
  texts: ReadonlyMap<string, string>,
): Rebuilt | undefined {
  const isHere = texts.has(kept);
  const step = isHere ? branchStart(own, ancestorsOf(kept, texts), texts) : onlyStep(own, texts);
  const to = isHere ? leafBehind(own, kept, texts) : undefined;
  if (!step || (isHere && to === undefined)) return undefined;
  const { module, from } = step;
  const text = textIn(texts, module);
  const [start, another] = placesOf(text, from);
  if (start === undefined || another !== undefined) return undefined;
  return { module, start, end: start + from.length, line: text.slice(0, start).split('\n').length, from, to };
}

interface Step {
  readonly module: string;
  readonly from: string;
}

/** What a migration is built on; undefined where that is nothing, or several. */
function onlyStep(module: string, texts: ReadonlyMap<string, string>): Step | undefined {
  const [from, another] = readMigration(textIn(texts, module)).dependsOn.filter((name) => texts.has(name));
  return from === undefined || another !== undefined ? undefined : { module, from };
}

/** One that is not here says nothing. */
function textIn(texts: ReadonlyMap<string, string>, module: string): string {
  return texts.get(module) ?? '';
}

/** The first migration of a chain: it is built on what the other one came of, too. */
function branchStart(
  own: string,
  shared: ReadonlySet<string>,
  texts: ReadonlyMap<string, string>,
): Step | undefined {
  const passed = new Set<string>();
  let step = onlyStep(own, texts);
  while (step && !shared.has(step.from) && !passed.has(step.from)) {
    passed.add(step.from);
    step = onlyStep(step.from, texts);
  }
  return step && shared.has(step.from) ? step : undefined;
}

/** What a migration came of, without itself. */
function ancestorsOf(module: string, texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set([module]);
  for (const one of found) for (const name of readMigration(textIn(texts, one)).dependsOn) found.add(name);
  found.delete(module);
  return found;
}

/** Where a text has a name in quotes, behind the first of these. */
function placesOf(text: string, name: string): readonly number[] {
  return ["'", '"'].flatMap((quote) => {
    const parts = text.split(`${quote}${name}${quote}`);
    let at = 0;
    return parts.slice(0, -1).map((part, index) => {
      at += part.length + (index === 0 ? 0 : name.length + 2);
      return at + 1;
    });
  });
}

/** Undefined where several are built on one, or one on `own` as well. */
function leafBehind(own: string, kept: string, texts: ReadonlyMap<string, string>): string | undefined {
  const passed = new Set([kept]);
  let leaf = kept;
  for (;;) {
    const [next, another] = [...texts].filter(([, text]) => readMigration(text).dependsOn.includes(leaf));
    if (!next) return leaf;
    const [name, text] = next;
    if (another || passed.has(name) || name === own || readMigration(text).dependsOn.includes(own))
      return undefined;
    passed.add(name);
    leaf = name;
  }
}

interface Placed {
  readonly place: { readonly path: string };
}

/** The name by which other migrations of the app depend on one. */
export function moduleOf({ place: { path } }: Placed): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/u, '');
}
