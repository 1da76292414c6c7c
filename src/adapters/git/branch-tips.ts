import { git } from './git.ts';

/** The commits (full hex) that branches are at, each once. */
export interface BranchTips {
  /** Of the branches of this clone. */
  readonly local: readonly string[];
  /** Of the branches of remotes as they were last seen; without those that are local, too. */
  readonly remote: readonly string[];
}

export async function listBranchTips(directory: string): Promise<BranchTips> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/remotes'];
  const lines = (await git(directory, args)).toString('latin1').split('\n').filter(Boolean);
  const tips = lines.map((line) => ({
    oid: line.slice(0, line.indexOf(' ')),
    isLocal: / refs\/heads\//u.test(line),
  }));
  const local = new Set(tips.flatMap(({ oid, isLocal }) => (isLocal ? [oid] : [])));
  const remote = new Set(tips.flatMap(({ oid }) => (local.has(oid) ? [] : [oid])));
  return { local: [...local], remote: [...remote] };
}
