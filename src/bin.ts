#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

keepCompiled();
const isHook = process.argv[2] === 'hook';
const program = isHook ? import('./cli/hook-program.ts') : import('./cli/program.ts');
void program.then(async ({ run }) => run(process));

/** Spares compiling this program on every commit, where Node (22.1 and newer) can: in the user's own cache, never in a repository. */
function keepCompiled(): void {
  const enable: unknown = Reflect.get(nodeModule, 'enableCompileCache');
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  if (typeof enable === 'function') enable(join(caches, 'tidemark'));
}
