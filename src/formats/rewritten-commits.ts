/**
 * The commits (full hex) that a rebase has put onto `onto`, alone or into others. `input` is what git tells a post-rewrite hook, `<from> <to>[
 * <extra>]` a line; `done` the rebase's list of what it did. A commit that was skipped became the one before it, and is none.
 */
export function parseRewritten(input: string, done: string, onto: string): ReadonlySet<string> {
  const squashed = new Set([...done.matchAll(SQUASHED)].map(([, commit]) => commit));
  const made = new Set([onto]);
  const rewritten = new Set<string>();
  for (const [, from = '', to = ''] of input.matchAll(REWRITTEN)) {
    if (!made.has(to) || squashed.has(from)) rewritten.add(from);
    made.add(to);
  }
  return rewritten;
}

const REWRITTEN = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})(?: .*)?$/gmu;
const SQUASHED = /^(?:f|fixup|s|squash)(?: -[cC])? ([0-9a-f]{40,64})\b/gmu;
