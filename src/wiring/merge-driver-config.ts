import type { Installation, LastingPath } from '../adapters/programs/lasting-paths.ts';
import { assignedPath, assignPath } from './hooks/shell-words.ts';

/** What makes git use the merge driver: two git settings, and the attributes that name the driver for the guarded files. */
export interface MergeDriverConfig {
  readonly settings: readonly { readonly key: string; readonly value: string }[];
  /** Lines without a line break: `BACKLOG.yaml merge=tidemark`. */
  readonly attributes: readonly string[];
}

/** Where the guarded files are, relative to the repository's root. */
export interface MergedPaths {
  readonly backlog: string;
  /** The worklog's directory. */
  readonly worklog: string;
}

const NAME = 'tidemark';

/** What starts the driver. */
export type DriverProgram = Pick<Installation, 'node' | 'bin'>;

/** Builds the configuration for backlogs and their worklogs. */
export function mergeDriverConfig(program: DriverProgram, paths: readonly MergedPaths[]): MergeDriverConfig {
  return {
    settings: [
      { key: `merge.${NAME}.name`, value: 'Tidemark: merge a backlog by items, a worklog by entries' },
      { key: `merge.${NAME}.driver`, value: driverLine(program) },
    ],
    attributes: paths.flatMap(({ backlog, worklog }) => [
      attributeLine(escape(backlog)),
      attributeLine(`${escape(worklog)}/**/*.md`),
    ]),
  };
}

/** The programs that a setting of `merge.tidemark.driver` names; undefined for one that somebody else wrote. */
export function recordedDriver(
  line: string,
): { readonly bin: LastingPath; readonly node: string | undefined } | undefined {
  // Git makes one of every `%%`.
  const run = line.replaceAll('%%', '%');
  const bin = assignedPath('bin', run);
  return bin && { bin, node: assignedPath('node', run)?.[0] };
}

/**
 * The sh line that git runs. 0 and 1 are the driver's own answers; whatever else happens, be it that the program is gone,
 * git's text merge takes over: a driver that just fails would leave "ours" without conflict markers.
 */
function driverLine({ node, bin }: DriverProgram): string {
  // Git expands its placeholders before sh sees anything.
  const paths = [assignPath('bin', bin), assignPath('node', [node])].map((words) =>
    words.replaceAll('%', '%%'),
  );
  const find = [...paths, 'test -x "$node" || node=node'].join('; ');
  const drive = '"$node" "$bin" merge-driver %O %A %B %L -- %P; s=$?; test $s -gt 1 || exit $s';
  const textMerge = 'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B';
  return `${find}; if test -f "$bin"; then ${drive}; fi; ${textMerge}`;
}

/** A path as a pattern that matches nothing else. */
function escape(path: string): string {
  return path.replaceAll(/[\\*?[]/gu, String.raw`\$&`);
}

/** In quotes where the pattern would end early or mean something else. */
function attributeLine(pattern: string): string {
  return `${/[\s"]|^[!#]/u.test(pattern) ? JSON.stringify(pattern) : pattern} merge=${NAME}`;
}
