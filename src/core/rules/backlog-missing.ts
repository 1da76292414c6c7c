import type { Rule } from './engine/rule.ts';
import { backlogPathOf } from '../ledger/view.ts';
import { pathspec, revisionOf, startOf } from '../messages/wording.ts';

export const backlogMissing: Rule = {
  id: 'backlog-missing',
  title: 'The backlog file must not disappear',
  level: 'error',
  harm: 'The mark disappears with the file: a new backlog would count from 1 again and give old IDs new meanings.',
  remedy: 'Bring the file back. If it has moved, name its new path in .tidemark.yaml (`backlog: PATH`).',
  turnOff: 'Only in the commit that removes the backlog for good.',
  *check({ candidate, bases }) {
    const { backlog } = candidate.snapshot;
    if (backlog.state !== 'missing') return;
    const loser = bases.find(({ snapshot }) => snapshot.backlog.state !== 'missing');
    if (!loser) return;
    const { label } = loser.snapshot;
    const path = backlogPathOf(loser.snapshot);
    yield {
      id: null,
      message: `${path} is gone, though ${label} has it${backlog.note === undefined ? '' : `: ${backlog.note}`}`,
      place: startOf(path),
      related: [],
      remedy: `git restore --source=${revisionOf(loser.snapshot)} --staged --worktree -- ${pathspec(path)}`,
      excuse: undefined,
      evidence: [`missing ${path}`],
    };
  },
};
