import picocolors from 'picocolors';

/** How a report is to look; found out by the command line, never by a reporter. */
export interface Style {
  readonly color: boolean;
  /** Errors only, and nothing at all where there is none. */
  readonly quiet: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
}

export type Paint = ReturnType<typeof picocolors.createColors>;

/** The colour functions, or ones that leave the text alone. */
export function painter(style: Style): Paint {
  return picocolors.createColors(style.color);
}
