// Bundles the command: all of our own in one file, and each library in one that is read only when something needs it.
import { mkdir, writeFile } from 'node:fs/promises';

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

const libraries = new Set();
const apart = {
  name: 'libraries-apart',
  setup({ onResolve }) {
    // What stands in a file of its own can be kept compiled.
    onResolve({ filter: /\/run-process\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './program.js', external: true },
    );
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('node:')) return undefined;
      libraries.add(path);
      return { path: `./vendor/${path}.js`, external: true };
    });
  },
};

const entryPoints = { bin: './src/bin.ts', program: './src/cli/run-process.ts' };
await build({ ...usual, entryPoints, outdir: 'dist', plugins: [apart] });
await build({ ...usual, entryPoints: [...libraries], outdir: 'dist/vendor' });
await mkdir('dist/lib', { recursive: true });
await writeFile('dist/package.json', '{"type":"commonjs"}\n');
await writeFile('dist/lib/package.json', '{"type":"module"}\n');
