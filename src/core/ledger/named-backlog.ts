/** What the backlog is called where others have names. */
export const MAIN_BACKLOG = 'backlog';

/** A backlog that the configuration names beside the one at its top. Paths are relative to the repository's root. */
export interface NamedBacklog {
  readonly name: string;
  readonly path: string;
  readonly worklog: string;
  readonly changes: string;
  /** Upper-case; new items get the first. */
  readonly prefixes: readonly string[];
  /** As in `Policy`; undefined where it is that of the others. */
  readonly maxLeap: number | undefined;
}

/** Whether one path leads to another, or into it. */
export function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** Everything that it guards. */
export function placesOf({
  path,
  worklog,
  changes,
}: Pick<NamedBacklog, 'path' | 'worklog' | 'changes'>): readonly string[] {
  return [path, worklog, changes];
}
