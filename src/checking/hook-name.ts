/** The hooks of a clone, in the order in which they come up; `pre-receive` is a server's. */
export const CLONE_HOOKS = [
  'pre-commit',
  'pre-merge-commit',
  'post-merge',
  'post-rewrite',
  'pre-push',
] as const;
export const SERVER_HOOKS = ['pre-receive'] as const;

export type HookName = (typeof CLONE_HOOKS)[number] | (typeof SERVER_HOOKS)[number];

/** Those that check something; `post-rewrite` tells what a rebase left to do. */
export type CheckingHook = Exclude<HookName, 'post-rewrite'>;
