import { runnableText } from '../../core/messages/runnable.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';

/** Remarks for people, a line each, for standard error; nothing when they asked for quiet. */
export function noticesText(notices: readonly string[], { quiet, programs }: Style): string {
  if (quiet) return '';
  return notices.map((notice) => `tidemark: ${visible(runnableText(notice, programs))}\n`).join('');
}
