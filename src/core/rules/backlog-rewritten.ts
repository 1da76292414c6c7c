import type { Rule } from './engine/rule.ts';
import { enumerate, evidenceOf, relateUses, revisionOf, shellWord, startOf } from '../messages/wording.ts';
import { rewrittenFile, type RewrittenFile } from '../questions/rewritten.ts';

export const backlogRewritten: Rule = {
  id: 'backlog-rewritten',
  title: 'Items keep their numbers when the file is rewritten',
  level: 'warning',
  harm: 'A file that was compacted, generated or restored from an old copy gives many IDs other meanings at once.',
  remedy:
    'Bring the file back as it was, and make the change again item by item. `tidemark renumber` gives every item its number back.',
  turnOff: 'Hardly ever: it is the common cause of many other findings.',
  *check(facts) {
    const [base, another] = facts.bases;
    const before = base?.snapshot.backlog;
    const now = facts.candidate.snapshot.backlog;
    if (!base || another || before?.state !== 'readable' || now.state !== 'readable') return;
    const rewritten = rewrittenFile(facts, base);
    if (!rewritten) return;
    const { path } = now.backlog;
    const touched = [...rewritten.moved, ...rewritten.replaced, ...rewritten.recreated, ...rewritten.gone];
    const { label } = base.snapshot;
    const restore = `git restore --source=${revisionOf(base.snapshot)} --staged --worktree -- ${shellWord(before.backlog.path)}`;
    yield {
      id: null,
      message: `${path} seems to have been rewritten: of ${rewritten.all} items in ${label} ${summaryOf(rewritten)}`,
      place: startOf(path),
      related: relateUses(touched.slice(0, 1).map((claim) => ({ claim, seenIn: label }))),
      remedy: `if that was not intended, bring it back as it was: \`${restore}\``,
      remedyKind: 'try',
      excuse: undefined,
      evidence: touched.map((item) => `rewritten ${evidenceOf(item)}`),
    };
  },
};

function summaryOf({ moved, replaced, recreated, gone }: RewrittenFile): string {
  const parts = [
    [moved.length, 'has another number', 'have other numbers'],
    [replaced.length, 'is another item now', 'are other items now'],
    [recreated.length, 'has another `created`', 'have another `created`'],
    [gone.length, 'is gone without an entry in the worklog', 'are gone without an entry in the worklog'],
  ] as const;
  return enumerate(
    parts.flatMap(([count, one, many]) => (count === 0 ? [] : `${count} ${count === 1 ? one : many}`)),
  );
}
