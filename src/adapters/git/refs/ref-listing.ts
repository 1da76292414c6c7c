import { git, runGit } from '../git.ts';

/** A ref that leads to a commit, as `for-each-ref` lists it. */
export interface ListedRef {
  /** `refs/heads/topic`. */
  readonly name: string;
  /** Full hex; tags are peeled. */
  readonly commit: string;
  /** HEAD names it. */
  readonly isCurrent: boolean;
  /** The ref that it stands for, where it is symbolic. */
  readonly target: string | undefined;
  /** The remote-tracking ref that it follows, and its remote. */
  readonly upstream: string | undefined;
  readonly remote: string | undefined;
  /** Of the commit; undefined where git could not read all of them. */
  readonly author: string | undefined;
  /** RFC 3339. */
  readonly date: string | undefined;
}

/** Every ref of a clone. One that leads to an object that is not there is listed as well, and then nothing is said of authors. */
export async function listRefs(directory: string): Promise<readonly ListedRef[]> {
  const whole = await runGit(directory, [
    'for-each-ref',
    `--format=${NAMES.join('%00')}%00${HEADERS.join('%00')}`,
  ]);
  // It stops at the first object that it misses.
  const output =
    whole.exitCode === 0
      ? whole.stdout
      : await git(directory, [
          'for-each-ref',
          `--format=${NAMES.join('%00')}${'%00'.repeat(HEADERS.length)}`,
        ]);
  const lines = output.toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => parseLine(line.split('\0')));
}

/** What git tells without reading an object. */
const NAMES = [
  '%(refname)',
  '%(objectname)',
  '%(HEAD)',
  '%(symref)',
  '%(upstream)',
  '%(upstream:remotename)',
];
/** Of a commit, then of the commit that a tag names. */
const HEADERS = [
  '%(*objectname)',
  '%(authorname)',
  '%(*authorname)',
  '%(committerdate:iso-strict)',
  '%(*committerdate:iso-strict)',
];

function parseLine(fields: readonly string[]): ListedRef {
  const told = fields.map((field) => (field === '' ? undefined : field));
  const [name = '', object = '', head, target, upstream, remote, peeled, author, tagged, date, taggedDate] =
    told;
  return {
    name,
    commit: peeled ?? object,
    isCurrent: head === '*',
    target,
    upstream,
    remote,
    author: tagged ?? author,
    date: taggedDate ?? date,
  };
}
