/** What makes git use the merge driver: two git settings, and the attribute that names the driver for a path. */
export interface MergeDriverConfig {
  readonly settings: readonly { readonly key: string; readonly value: string }[];
  /** Without a line break: `BACKLOG.yaml merge=tidemark`. */
  readonly attribute: string;
}

const NAME = 'tidemark';

/**
 * Builds the configuration for a backlog at `backlogPath`, relative to the repository's root. `command` is how the program
 * is started: absolute paths as recorded at installation, first what is executed, then its first arguments.
 */
export function mergeDriverConfig(command: readonly string[], backlogPath: string): MergeDriverConfig {
  return {
    settings: [
      { key: `merge.${NAME}.name`, value: 'Tidemark: merge the items of a backlog by ID' },
      { key: `merge.${NAME}.driver`, value: driverLine(command) },
    ],
    attribute: `${attributePattern(backlogPath)} merge=${NAME}`,
  };
}

/**
 * The sh line that git runs. 0 and 1 are the driver's own answers; whatever else happens, be it that the program is gone,
 * git's text merge takes over: a driver that just fails would leave "ours" without conflict markers.
 */
function driverLine(command: readonly string[]): string {
  const words = command.map(shellQuote);
  const isThere = words.map((word) => `test -e ${word}`).join(' && ');
  const textMerge = 'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B';
  return `if ${isThere}; then ${words.join(' ')} merge-driver %O %A %B %L -- %P; s=$?; test $s -gt 1 || exit $s; fi; ${textMerge}`;
}

/** Quoted for sh, and with `%` doubled: git expands its placeholders first. */
function shellQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`).replaceAll('%', '%%')}'`;
}

/** A pattern for this path: wildcards escaped, and in quotes where it would end early or mean something else. */
function attributePattern(path: string): string {
  const escaped = path.replaceAll(/[\\*?[]/gu, String.raw`\$&`);
  return /[\s"]|^[!#]/u.test(escaped) ? JSON.stringify(escaped) : escaped;
}
