// Bundles the command: what hooks run in one file, all of our own in another, and each library in one that is read only when something needs it.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { build } from 'esbuild';

const usual = {
  bundle: true,
  platform: 'node',
  // Node starts CommonJS faster than modules, and `require` waits until a library is needed.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  target: 'node20.19',
  minify: true,
  logLevel: 'warning',
};

/** So small that a file of their own would cost more. */
const INLINE = ['picocolors', 'fastest-levenshtein'];

const libraries = new Set();
const apart = {
  name: 'libraries-apart',
  setup({ onResolve }) {
    // What stands in a file of its own can be kept compiled.
    onResolve({ filter: /\/(?:hook-)?program\.ts$/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `./${basename(path, '.ts')}.js`, external: true },
    );
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('node:') || INLINE.includes(path)) return undefined;
      libraries.add(path);
      return { path: `./vendor/${path}.js`, external: true };
    });
  },
};

/** simple-git can tell what it does; that looks at the terminal as soon as it is loaded, which takes milliseconds, and nobody listens. */
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

const entryPoints = ['src/bin.ts', 'src/cli/program.ts', 'src/cli/hook-program.ts'];
await build({ ...usual, entryPoints, entryNames: '[name]', outdir: 'dist', plugins: [apart] });
await build({ ...usual, entryPoints: [...libraries], outdir: 'dist/vendor', plugins: [silent] });
await mkdir('dist/lib', { recursive: true });
await writeFile('dist/package.json', '{"type":"commonjs"}\n');
await writeFile('dist/lib/package.json', '{"type":"module"}\n');
