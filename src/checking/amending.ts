import { findCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Report } from '../core/findings/report.ts';
import { backlogOf, meantMark } from '../core/ledger/view.ts';
import { lacksHistory } from '../errors.ts';
import { pointOf, readBase } from '../reading/bases.ts';
import type { LocalSettings } from '../reading/settings.ts';

/**
 * A report on the index with a word for those who amend. Git does not tell a hook that it does; taking back the commit that drew a number
 * looks like it: the mark is below that of HEAD, and not below that of what HEAD came of.
 */
export async function withAdviceOnAmending(
  repository: Repository,
  report: Report,
  local: LocalSettings,
): Promise<Report> {
  if (!report.findings.some(({ rule }) => rule === 'mark-regressed')) return report;
  const head = await findCommit(repository, 'HEAD');
  const parents = head?.parents ?? [];
  const marks = await Promise.all(parents.map(async (commit) => markAt(repository, commit, local)));
  const mark = report.backlog?.mark ?? 0;
  return marks.every((before) => before <= mark) ? { ...report, advice: GAPS_ARE_HARMLESS } : report;
}

const GAPS_ARE_HARMLESS =
  'if you are amending a commit, leave the mark as it was: gaps in the numbering are harmless.';

/** 0 for what a shallow or a partial clone does not have. */
async function markAt(repository: Repository, commit: string, local: LocalSettings): Promise<number> {
  try {
    const present = await findCommit(repository, commit);
    const backlog = present && backlogOf(await readBase(repository, pointOf(commit), local));
    return (backlog && meantMark(backlog.mark)) ?? 0;
  } catch (error) {
    if (!lacksHistory(error)) throw error;
    return 0;
  }
}
