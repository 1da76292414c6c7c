// Asks npm about the packages that Tidemark bundles: known weaknesses (`npm audit`), and whether their contents carry the registry's
// signature and, where they have one, a true record of where they were built (`npm audit signatures`). Where the registry does not answer
// that is said, and is no failure; with --required it is one. An answer that is neither is a failure: nothing passes unread.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const QUESTIONS = [
  { about: 'known weaknesses', words: [], read: readAdvisories },
  { about: 'signatures and provenance', words: ['signatures'], read: readSignatures },
];
const UNREACHED =
  /^(?:E(?:4\d\d|5\d\d)|ENOTFOUND|EAI_AGAIN|ECONN\w+|EHOSTUNREACH|ENETUNREACH|E\w*TIMEOUT|ERR_SOCKET_TIMEOUT|TUF_\w+)$/;

const project = shippedProject();
const required = process.argv.includes('--required');
for (const { about, words, read } of QUESTIONS) {
  const { bad, unasked, clean } = read(ask(words));
  if (clean !== undefined) process.stdout.write(`audit: ${about}: ${clean}\n`);
  if (unasked !== undefined) process.stdout.write(`audit: ${about}: NOT CHECKED: ${unasked}\n`);
  if (bad !== undefined) process.stdout.write(`audit: ${about}: FAILED: ${bad}\n`);
  if (bad !== undefined || (required && unasked !== undefined)) process.exitCode = 1;
}

if (project) rmSync(project, { recursive: true });

// npm tells what is shipped by `dependencies`. What is bundled stands among the development's, so a project is made that depends on it.
function shippedProject() {
  if (!existsSync('package.json')) return undefined;
  const { bundled, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (!bundled) return undefined;
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const root = { name: 'shipped', version: '1.0.0', dependencies: {} };
  for (const name of bundled) root.dependencies[name] = devDependencies[name];
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-audit-'));
  const locked = { '': root };
  for (const path of closure(packages, bundled)) {
    const { dev: _, ...entry } = packages[path];
    locked[path] = entry;
    mkdirSync(join(directory, path), { recursive: true });
    cpSync(path, join(directory, path), { recursive: true });
  }
  writeFileSync(join(directory, 'package.json'), JSON.stringify(root));
  writeFileSync(
    join(directory, 'package-lock.json'),
    JSON.stringify({ ...root, lockfileVersion: 3, packages: locked }),
  );
  return directory;
}

function closure(packages, names) {
  const found = new Set(names.map((name) => `node_modules/${name}`));
  for (const path of found) {
    for (const name of Object.keys(packages[path].dependencies ?? {})) {
      const own = `${path}/node_modules/${name}`;
      found.add(packages[own] ? own : `node_modules/${name}`);
    }
  }
  return found;
}

function ask(words) {
  const options = [
    '--omit=dev',
    '--json',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--fetch-timeout=30000',
  ];
  const { stdout, error } = spawnSync('npm', ['audit', ...words, ...options], {
    cwd: project,
    encoding: 'utf8',
  });
  try {
    return JSON.parse(stdout ?? '') ?? {};
  } catch {
    return { error: { summary: error?.message ?? `no JSON: ${JSON.stringify(stdout)}` } };
  }
}

// Without an answer of the registry, npm puts what it met beside its error, as `message`. An error alone came after the answer.
function readAdvisories({ metadata, vulnerabilities = {}, message, error }) {
  if (typeof message === 'string') return { unasked: message };
  const total = metadata?.vulnerabilities?.total;
  if (error || typeof total !== 'number') return { bad: unread(error) };
  const named = Object.values(vulnerabilities).map(({ name, severity }) => `${name} (${severity})`);
  if (total + named.length > 0) return { bad: named.join(', ') || `${total} that npm does not name` };
  return countAsked(metadata);
}

function countAsked({ dependencies }) {
  // npm counts the project itself.
  const asked = dependencies?.prod - 1;
  return asked > 0
    ? { clean: `none (packages asked about: ${asked})` }
    : { bad: 'npm asked about no package' };
}

function readSignatures({ invalid, missing, error }) {
  if (error) return readTrouble(error);
  if (!Array.isArray(invalid) || !Array.isArray(missing)) return { bad: unread() };
  const wrong = [
    ...invalid.map(({ name, version, code }) => `${name}@${version} (${code})`),
    ...missing.map(({ name, version }) => `${name}@${version} (no signature)`),
  ];
  return wrong.length > 0 ? { bad: wrong.join(', ') } : { clean: 'each package has what it should have' };
}

function readTrouble(error) {
  const unsigned = /installed from a supported registry/.test(error.summary);
  return unsigned || UNREACHED.test(error.code) ? { unasked: error.summary } : { bad: unread(error) };
}

function unread(error) {
  return `npm’s answer cannot be read: ${error?.summary || error?.code || 'neither a report nor an error'}`;
}
