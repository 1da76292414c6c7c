import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { plainDirectory } from './repo.ts';

/** A file that must never come to be: whoever makes it has run what was only meant to be read. */
export const CANARY = join(plainDirectory(), 'sang');

/** Words that sing when a shell, or git's options, get hold of them. */
export const HOSTILE_WORDS: readonly string[] = [
  `--output=${CANARY}`,
  `--upload-pack=touch ${CANARY}`,
  `$(touch ${CANARY})`,
  `\`touch ${CANARY}\``,
  `';touch ${CANARY};'`,
  `HEAD\n--output=${CANARY}`,
  `ext::touch ${CANARY}`,
  ':(exclude)*',
  '--',
];

/** What the canary sang since it was last asked: who woke it. */
export function silence(): { readonly sang: string } {
  const sang = existsSync(CANARY) ? readFileSync(CANARY, 'utf8') || 'without words' : '';
  rmSync(CANARY, { force: true });
  return { sang };
}

export function expectSilence(): void {
  expect(silence()).toEqual({ sang: '' });
}

/** What makes the canary sing, as a program. */
export const SING = { executable: `#!/bin/sh\necho "$0 $*" >>'${CANARY}'\n` };
