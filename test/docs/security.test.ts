import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const EXACT = /^\d+\.\d+\.\d+$/u;

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
      }
    >
  >;
}

test('every test that the threat model names is there', () => {
  const named = [...read('SECURITY.md').matchAll(/`(?<path>test\/[^`]+)`/gu)].map(
    ({ groups }) => groups?.['path'] ?? '',
  );
  expect(named.length).toBeGreaterThan(7);
  expect(named.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const ranges = Object.entries<string>({ ...dependencies, ...devDependencies });
  expect(ranges.filter(([, version]) => !EXACT.test(version))).toEqual([]);
});

test('the dependencies are few, locked by their content, and none runs anything when it is installed', () => {
  const { packages }: Locked = JSON.parse(read('package-lock.json'));
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
  expect(shipped.length).toBeLessThan(25);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  expect(shipped.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
});

test('what is shipped is free to use without conditions but to name its authors', () => {
  const { packages }: Locked = JSON.parse(read('package-lock.json'));
  const shipped = Object.values(packages).filter(({ dev }) => !dev);
  const licences = new Set(shipped.map(({ license }) => license));
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
  const locked: Locked = JSON.parse(read('package-lock.json'));
  const installed: Locked = JSON.parse(read('node_modules/.package-lock.json'));
  const contents = ({ packages }: Locked) =>
    Object.entries(packages).flatMap(([path, { dev, integrity }]) =>
      path === '' || dev ? [] : [`${path} ${integrity}`],
    );
  expect(new Set(contents(installed))).toEqual(new Set(contents(locked)));
});

test('installing Tidemark runs nothing but in a checkout of it', () => {
  const { scripts } = JSON.parse(read('package.json'));
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/u.test(name))).toEqual([]);
});
