import { RESOLVE } from '../../core/messages/remedy.ts';
import { runnableCommand } from '../../core/messages/runnable.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Style } from '../../reporters/parts/style.ts';
import type { Outcome } from '../command.ts';

/** What git hands to a post-rewrite hook, and where it started it (absolute). */
export interface RewriteCall {
  readonly cwd: string;
  /** `rebase` or `amend`. */
  readonly by: string | undefined;
  readonly readStdin: () => Promise<string>;
}

/** What a post-rewrite hook says: nothing when all is well, else what is left to do and the one command that does it. Git does not ask for the exit code. */
export async function afterRewrite(
  { cwd, by, readStdin }: RewriteCall,
  styleOf: () => Style,
): Promise<Outcome> {
  const { adviseAfterRewrite } = await import('../../renumbering/rebase/after-rewrite.ts');
  const {
    collisions = [],
    lost = [],
    behind = [],
  } = (await adviseAfterRewrite(cwd, by, await readStdin())) ?? {};
  const lines = [
    ...collisions.map((message) => `${message}.`),
    ...lost.map((name) => `${name} was on the branch, and is lost.`),
    ...behind.map((path) => `${path} still has an ID from before the rebase.`),
  ];
  if (lines.length === 0) return { code: 0 };
  const told = lines.map((line) => `  ${visible(line)}\n`).join('');
  const next = runnableCommand(RESOLVE, styleOf().programs);
  return { code: 0, stderr: `tidemark: The rebase left something to do:\n${told}  Run: ${next}\n` };
}
