import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { freshDirectory } from './repo.ts';

/** A file that must never come to be: whoever makes it has run what was only meant to be read. */
export const CANARY = join(freshDirectory('canary'), 'sang');

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

export function expectSilence(): void {
  const sang = existsSync(CANARY);
  rmSync(CANARY, { force: true });
  expect({ canary: sang ? 'sang' : 'silent' }).toEqual({ canary: 'silent' });
}

/** What makes the canary sing, as a program. */
export const SING = { executable: `#!/bin/sh\necho "$0 $*" >>'${CANARY}'\n` };
