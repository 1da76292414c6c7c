#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

keepCompiled();
void import('./cli/run-process.ts').then(async ({ runProcess }) => runProcess(process));

/** Spares compiling this program on every commit, where Node (22.1 and newer) can: in the user's own cache, never in a repository. */
function keepCompiled(): void {
  const enable: unknown = Reflect.get(nodeModule, 'enableCompileCache');
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  if (typeof enable === 'function') enable(join(caches, 'tidemark'));
}
