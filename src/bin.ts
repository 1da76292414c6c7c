#!/usr/bin/env node
// Whatever Node there is reads this file: it is built for a very old one, and imports nothing before the version is known.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
if (isFit) start();
else refuse();

function start(): void {
  keepCompiled();
  void load(process.argv[2] || '').then(async ({ run }) => run(process));
}

/** What is waited for most often is apart from the rest: reading the whole program takes as long as half of what they do. */
async function load(command: string) {
  if (command === 'hook' && process.argv[3] === 'pre-commit' && isOfFiles())
    return import('./cli/programs/plain-program.ts');
  if (command === 'hook' && process.argv[3] !== 'post-rewrite')
    return import('./cli/programs/hook-program.ts');
  if (/^(?:next|add|ingest|archive)$/.test(command)) return import('./cli/programs/draw-program.ts');
  if (/^(?:check|fix)$/.test(command)) return import('./cli/programs/check-program.ts');
  if (/^(?:renumber|resolve|merge-driver)$/.test(command))
    return import('./cli/programs/renumber-program.ts');
  return import('./cli/programs/program.ts');
}

/** Whether the repository seems to have ledgers of files and no backlog. Nothing depends on it but which part of the program is read first. */
function isOfFiles(): boolean {
  const { existsSync, readFileSync } = process.getBuiltinModule('fs');
  try {
    const text = readFileSync('.tidemark.yaml', 'latin1');
    const isNamed = /^backlog:|\bkind: *['"]?backlog(?!-md)/m.test(text);
    const isBacklog = isNamed || ['BACKLOG.yaml', '.dev/BACKLOG.yaml'].some((path) => existsSync(path));
    return !isBacklog && /^ledgers:/m.test(text);
  } catch {
    return false;
  }
}

/** Spares compiling this program on every commit, where Node (22.1 and newer) can: in the user's own cache, never in a repository. */
function keepCompiled(): void {
  const enable: unknown = Reflect.get(process.getBuiltinModule('module'), 'enableCompileCache');
  const caches = process.env['XDG_CACHE_HOME'] || `${process.getBuiltinModule('os').homedir()}/.cache`;
  if (typeof enable === 'function') enable(`${caches}/tidemark`);
}

/** A `prepare` script that runs `install --if-possible` must not fail. */
function refuse(): void {
  const hint = 'Install a newer Node (20.19, 22.12 or later), or put one first on the PATH; this one is';
  process.stderr.write(
    `tidemark: Tidemark needs Node 20.19, this is ${process.versions.node}.\n  ${hint} ${process.execPath}.\n`,
  );
  process.exitCode = process.argv.indexOf('--if-possible') > 0 ? 0 : 3;
}
