import type { AnyFormat } from '../reporters/formats.ts';
import type { Style } from '../reporters/parts/style.ts';
import type { Io } from './io.ts';
import type { Options, Parsed } from './arguments/options.ts';
import type { Target } from './arguments/report-targets.ts';

/** What a command leaves behind. `main` writes it, each text in one go. */
export interface Outcome {
  /** 0 clean, 1 findings, 2 usage or config, 3 could not check or write. */
  readonly code: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** What a command is given: its own options, checked, and the global ones, worked out. */
export interface Invocation<O extends Options, F extends AnyFormat = AnyFormat> {
  readonly options: Parsed<O>['values'];
  readonly positionals: readonly string[];
  /** Absolute, `-C` applied. */
  readonly cwd: string;
  /** Absolute; undefined means the repository's own. */
  readonly configPath: string | undefined;
  readonly format: F | UsualFormat;
  /** What was asked for by `--format` and `--output`; empty if nothing was. */
  readonly targets: readonly Target<F | UsualFormat>[];
  readonly style: Style;
  readonly io: Io;
}

/** What a command prints that says nothing about it. */
export const USUAL_FORMATS = ['human', 'json'] as const satisfies readonly AnyFormat[];
export type UsualFormat = (typeof USUAL_FORMATS)[number];

/** A command as its file describes it. */
export interface CommandSpec<O extends Options, F extends AnyFormat = AnyFormat> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** First thing the help shows: a line to type and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly options: O;
  /** What stands behind the options, as the help prints it, and how many there may be. */
  readonly positionals?: {
    readonly usage: string;
    readonly min?: number;
    readonly max: number;
    /** The words that they can be, where there is a list of them. */
    readonly choices?: readonly string[];
    /** They are texts, which may begin with a dash. */
    readonly texts?: true;
  };
  /** Formats it can print; `USUAL_FORMATS` if left out. */
  readonly formats?: readonly F[];
  readonly run: (invocation: Invocation<O, F>) => Promise<Outcome>;
}

/** A command as `main` sees it, whatever its options. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Its own and the global ones. */
  readonly options: Options;
  /** What can stand behind them, where there is a list of that. */
  readonly choices: readonly string[];
  /** `argv`: the words of the command line without the command's name. */
  readonly run: (argv: readonly string[], io: Io) => Promise<Outcome>;
}
