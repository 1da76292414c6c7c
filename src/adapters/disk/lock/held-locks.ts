import { readFileSync, unlinkSync } from 'node:fs';
import process from 'node:process';

import { isChanging } from './changing.ts';

/** A lock that is, or is about to be, this process's own: a file with that text. */
export interface HeldLock {
  readonly file: string;
  readonly text: string;
}

const held = new Set<HeldLock>();

/** From now on `lock` goes when the program is cut short, as by Ctrl-C. The answer ends that. */
export function dropAtExit(lock: HeldLock): () => void {
  if (held.size === 0) process.on('exit', dropAll);
  held.add(lock);
  return () => {
    held.delete(lock);
    if (held.size === 0) process.off('exit', dropAll);
  };
}

/** What may still be changing stays locked, until somebody takes the lock over from the dead. */
function dropAll(): void {
  if (isChanging()) return;
  for (const { file, text } of held) {
    try {
      if (readFileSync(file, 'utf8') === text) unlinkSync(file);
    } catch {
      // It is gone, or it will be taken over.
    }
  }
}
