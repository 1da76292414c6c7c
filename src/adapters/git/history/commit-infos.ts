import { git } from '../git.ts';

/** What a commit says of itself. */
export interface CommitFacts {
  /** Full hex. */
  readonly commit: string;
  /** When it was committed: RFC 3339. */
  readonly date: string;
  /** The first line of its message. */
  readonly subject: string;
  /** `Name <address>`. */
  readonly author: string;
}

/** Asks git for the headers of commits (full hex). One that is not in this clone is an error of git's. */
export async function readCommitInfos(
  directory: string,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitFacts>> {
  if (commits.length === 0) return new Map();
  // Without a record's end a subject could pass for the next commit.
  const format = '--format=%H%x00%cI%x00%an <%ae>%x00%s%x00';
  const args = ['rev-list', '--stdin', '--no-walk=unsorted', '--encoding=UTF-8', format];
  const output = await git(directory, args, Buffer.from(`${commits.join('\n')}\n`));
  const fields = output.toString('utf8').split('\0');
  const found = new Map<string, CommitFacts>();
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [head = '', date = '', author = '', subject = ''] = fields.slice(at, at + 4);
    const commit = head.slice(head.lastIndexOf('\n') + 1);
    found.set(commit, { commit, date, subject, author });
  }
  return found;
}
