import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** A package may go by another name. */
const EXACT = /^(?:npm:(?:@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/u;

interface Locked {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly optional?: boolean;
        readonly os?: readonly string[];
        readonly hasInstallScript?: boolean;
        readonly integrity?: string;
        readonly license?: string;
        readonly dependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** What is bundled, with all that it depends on, as the lock file has it. */
function shipped(): readonly (readonly [path: string, locked: Locked['packages'][string]])[] {
  const { packages }: Locked = JSON.parse(read('package-lock.json'));
  const { bundled }: { bundled: readonly string[] } = JSON.parse(read('package.json'));
  const paths = new Set(bundled.map((name) => `node_modules/${name}`));
  for (const path of paths) {
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) paths.add(`node_modules/${name}`);
  }
  return [...paths].map((path) => [path, packages[path] ?? {}]);
}

test('every test that the threat model names is there', () => {
  const named = [...read('SECURITY.md').matchAll(/`(?<path>test\/[^`]+)`/gu)].map(
    ({ groups }) => groups?.['path'] ?? '',
  );
  expect(named.length).toBeGreaterThan(7);
  expect(named.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
});

test('every dependency is pinned to one version', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  const ranges = Object.entries<string>(devDependencies);
  expect(ranges.filter(([, version]) => !EXACT.test(version))).toEqual([]);
});

test('nothing is installed with the package: what it needs is bundled', () => {
  const manifest = JSON.parse(read('package.json'));
  for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'])
    expect(Object.keys(manifest)).not.toContain(kind);
  const names = [...read('dist/THIRD-PARTY.md').matchAll(/^## (?<name>\S+) (?<version>\S+) \(/gmu)].map(
    ({ groups }) => `node_modules/${groups?.['name']}`,
  );
  const known = new Set(shipped().map(([path]) => path));
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((path) => !known.has(path))).toEqual([]);
  expect(manifest.bundled.filter((name: string) => !names.includes(`node_modules/${name}`))).toEqual([]);
});

test('what is bundled is little, locked by its content, and runs nothing when it is installed', () => {
  expect(shipped().length).toBeLessThan(25);
  expect(shipped().filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  expect(shipped().filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
});

test('what is shipped is free to use without conditions but to name its authors', () => {
  const licences = new Set(shipped().map(([, { license }]) => license));
  expect(licences).toEqual(new Set(['BSD-3-Clause', 'ISC', 'MIT']));
});

test('of what only development needs, nothing but builds for other machines is not locked by its content', () => {
  const { packages }: Locked = JSON.parse(read('package-lock.json'));
  const here: Locked = JSON.parse(read('node_modules/.package-lock.json'));
  const open = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && !integrity);
  expect(open.filter(([, { dev, optional, os }]) => !dev || !optional || !os)).toEqual([]);
  const unlocked = open.filter(([path]) => here.packages[path]).map(([path]) => path);
  expect(unlocked).toEqual([]);
});

test('npm is asked about known weaknesses and signatures by each check, and must answer before anything is published', () => {
  const { scripts } = JSON.parse(read('package.json'));
  expect(scripts).toMatchObject({ audited: 'node .ci/audit.mjs' });
  expect(scripts.check.split(' && ')).toContain('npm run --silent audited');
  expect(scripts.prepublishOnly).toBe('npm run --silent audited -- --required');
  expect(read('.ci/run')).toContain('npm run check || status=1');
});

test('of what only development needs, esbuild esbuild alone runs something when it is installed', () => {
  const { packages }: Locked = JSON.parse(read('package-lock.json'));
  const all = Object.entries(packages);
  expect(all.flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []))).toEqual([
    'node_modules/esbuild',
  ]);
});

test('what is installed, and goes into the package, is what is locked', () => {
  const { packages }: Locked = JSON.parse(read('node_modules/.package-lock.json'));
  const installed = shipped().map(([path]) => [path, packages[path]?.integrity]);
  expect(installed).toEqual(shipped().map(([path, { integrity }]) => [path, integrity]));
});

test('installing Tidemark runs nothing', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const run = /^(?:(?:pre|post)?install|(?:pre|post)?prepare|dependencies)$/u;
  expect(Object.keys(scripts).filter((name) => run.test(name))).toEqual([]);
});
