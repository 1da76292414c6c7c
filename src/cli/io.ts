/** Everything the command line touches of the process around it, as one value: tests hand in their own. */
export interface Io {
  /** The directory the program was started in; throws a `TidemarkError` if it is gone. */
  readonly cwd: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input as text; empty where there is none. */
  readonly readStdin: () => Promise<string>;
  /** Aborted by SIGINT and SIGTERM; its reason is the exit code. */
  readonly signal: AbortSignal;
  /** How this very program is started: the path of node, then that of the bin. */
  readonly self: readonly [node: string, bin: string];
  /** What the reader types to start it again from the same directory: `npx tidemark`. */
  readonly program: () => string;
}

export interface Output {
  readonly isTTY: boolean;
  /** Width of the terminal, or of the lines to write where there is none. */
  readonly columns: number;
  /** Resolves when the text is out. A reader that has gone away is no error; a full disk is. */
  readonly write: (text: string) => Promise<void>;
}
