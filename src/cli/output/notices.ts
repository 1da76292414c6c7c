import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';

/** Remarks for people, a line each, for standard error; nothing when they asked for quiet. */
export function noticesText(notices: readonly string[], { quiet }: Style): string {
  return quiet ? '' : notices.map((notice) => `tidemark: ${visible(notice)}\n`).join('');
}
