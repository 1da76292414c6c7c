import picocolors from 'picocolors';

import type { Programs } from '../../core/messages/runnable.ts';

/** How a report is to look; found out by the command line, never by a reporter. */
export interface Style {
  readonly color: boolean;
  /** Errors only, and nothing at all where there is none. */
  readonly quiet: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  /** How the reader starts what a message tells to run. */
  readonly programs: Programs;
}

export type Paint = ReturnType<typeof picocolors.createColors>;

/** The colour functions, or ones that leave the text alone. */
export function painter(style: Style): Paint {
  return picocolors.createColors(style.color);
}
