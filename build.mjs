// Bundles the command: what hooks run in one file, what people and agents call all day in three others, all of our own in one more, and each library in one that is read only when something needs it.
// The library that others import is built of the same parts, so that nothing is in the package twice and nothing has to be installed with it.
import { mkdir, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

import { build } from 'esbuild';

import { noticeOf } from './.ci/notice.mjs';

const require = createRequire(import.meta.url);
const usual = {
  bundle: true,
  platform: 'node',
  // Node starts CommonJS faster than modules, and `require` waits until a library is needed.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  target: 'node20.19',
  minify: true,
  logLevel: 'warning',
  metafile: true,
};

/** So small that a file of their own would cost more. */
const INLINE = ['picocolors', 'fastest-levenshtein'];

const libraries = new Set();
/** By library what is imported of it, and what of zod's one object is used: the rest, half of it words in fifty languages, is left out. */
const imported = new Map();
const ofZod = new Set();
for (const entry of await readdir('src', { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith('.ts')) continue;
  const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
  for (const [, names, path] of text.matchAll(/^import \{([^}]*)\} from '([a-z][\w-]*)';$/gm)) {
    const known = imported.get(path) ?? new Set();
    imported.set(path, known);
    for (const name of names.split(',')) if (name.trim() !== '') known.add(name.trim());
  }
  for (const [, name] of text.matchAll(/\bz\s*\.(\w+)\(/g)) ofZod.add(name);
}
const isLibrary = (path, kind) =>
  kind !== 'entry-point' && !path.startsWith('node:') && !INLINE.includes(path);

const apart = {
  name: 'libraries-apart',
  setup({ onResolve, onLoad }) {
    // What has a file of its own can be kept compiled.
    onResolve({ filter: /\/(?:\w+-)?program\.ts$/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `./${basename(path, '.ts')}.js`, external: true },
    );
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (!isLibrary(path, kind)) return undefined;
      libraries.add(path);
      return { path, namespace: 'library' };
    });
    onResolve({ filter: /^\.\/vendor\// }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /^/, namespace: 'library' }, ({ path }) => ({ contents: whenNeeded(path) }));
  },
};

/** What the first part of a hook has none of: whoever asks for it is told so, and the whole program starts over. See plain-program.ts. */
const beyond = {
  name: 'beyond',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !/\/(?:\w+-)?program\.ts$/.test(path)
        ? { path: 'beyond', namespace: 'beyond' }
        : undefined,
    );
    onLoad({ filter: /^/, namespace: 'beyond' }, () => ({
      contents: `globalThis[Symbol.for('whole program needed')] = true;
        throw new Error('The whole program is needed.');`,
    }));
  },
};

/** A module whose library is read when something is taken from it: most commands need few of them. */
function whenNeeded(path) {
  const names = [...imported.get(path)];
  return `let all;
    for (const name of ${JSON.stringify(names)})
      Object.defineProperty(exports, name, { enumerable: true, get: () => (all ??= require('./vendor/${path}.js'))[name] });`;
}

/** simple-git can report what it does; that looks at the terminal as soon as it is loaded, which takes milliseconds, and nobody listens. */
const silent = {
  name: 'silent',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent' }));
    onLoad({ filter: /^/, namespace: 'silent' }, () => ({
      contents: `const silent = () => Object.assign(() => {}, { extend: silent });
        module.exports = Object.assign(silent, { formatters: {} });`,
    }));
  },
};

const slim = {
  name: 'slim',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zod$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? { path, namespace: 'slim' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'slim' }, () => ({
      contents: `import * as all from 'zod';
        export const z = { ${[...ofZod].map((name) => `${name}: all.${name}`).join(', ')} };`,
      resolveDir: process.cwd(),
    }));
  },
};

/** Modules with the names that the CommonJS of the bundled libraries exports: Node cannot find those names by itself. */
const vendored = {
  name: 'vendored',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      isLibrary(path, kind) ? { path, namespace: 'vendored', sideEffects: false } : undefined,
    );
    onResolve({ filter: /\/vendor\/[\w-]+\.js$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /^/, namespace: 'vendored' }, ({ path }) => {
      const names = Object.keys(require(`./dist/vendor/${path}.js`)).filter((name) => name !== 'default');
      const lines = names.map(
        (name, index) =>
          `const its${index} = /* @__PURE__ */ (() => all.${name})(); export { its${index} as ${name} };`,
      );
      return { contents: [`import all from '../vendor/${path}.js';`, ...lines].join('\n') };
    });
  },
};

// The first file is read by whatever Node there is, and has to tell an old one so.
const bin = await build({
  ...usual,
  entryPoints: ['src/bin.ts'],
  outdir: 'dist',
  plugins: [apart],
  target: 'node8',
});
const programs = await build({
  ...usual,
  entryPoints: ['', 'hook-', 'draw-', 'check-', 'renumber-'].map(
    (part) => `src/cli/programs/${part}program.ts`,
  ),
  entryNames: '[name]',
  outdir: 'dist',
  plugins: [apart],
});
const plain = await build({
  ...usual,
  entryPoints: ['src/cli/programs/plain-program.ts'],
  entryNames: '[name]',
  outdir: 'dist',
  plugins: [beyond, apart],
});
const vendor = await build({
  ...usual,
  entryPoints: [...libraries],
  outdir: 'dist/vendor',
  plugins: [silent, slim],
});
await writeFile('dist/package.json', '{"type":"commonjs"}\n');
await mkdir('dist/lib', { recursive: true });
await writeFile('dist/lib/package.json', '{"type":"module"}\n');
const library = await build({
  ...usual,
  entryPoints: ['src/index.ts'],
  outdir: 'dist/lib',
  format: 'esm',
  splitting: true,
  supported: {},
  minify: true,
  plugins: [vendored],
});
await keepTypesOf('dist/lib/index.d.ts');
await writeFile('dist/THIRD-PARTY.md', await noticeOf([bin, programs, plain, vendor, library]));

/** Of the declarations that `tsc` wrote, the library's own are kept. */
async function keepTypesOf(entry) {
  const kept = new Set([resolve(entry)]);
  for (const file of kept) for (const path of await importsOf(file)) kept.add(path);
  const entries = await readdir('dist/lib', { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => resolve(entry.parentPath, entry.name));
  for (const path of paths) if (path.endsWith('.d.ts') && !kept.has(path)) await rm(path);
  // What lies deeper comes later; a directory that is not empty stays.
  for (const [index, path] of [...paths.entries()].toReversed())
    if (entries[index].isDirectory()) await rmdir(path).catch(() => undefined);
}

async function importsOf(declarations) {
  // Examples in comments import the package itself.
  const text = (await readFile(declarations, 'utf8')).replaceAll(/\/\*\*[^]*?\*\//g, '');
  const paths = [...text.matchAll(/(?:from|import\()\s*'(?<path>[^']+)'/g)].map(({ groups }) => groups.path);
  // Whoever imports the types has none of the libraries.
  const foreign = paths.find((path) => !path.startsWith('.'));
  if (foreign !== undefined) throw new Error(`${declarations} declares by means of ${foreign}`);
  return paths.map((path) => resolve(dirname(declarations), path.replace(/\.(?:js|ts)$/, '.d.ts')));
}
