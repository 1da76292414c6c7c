import { usageError } from './usage-error.ts';

interface Given {
  readonly shared?: string | undefined;
  readonly local?: boolean | undefined;
}

/** `--shared[=REMOTE]` and `--local` as use cases take them. Throws `usage` for both at once. */
export function sharedOption({ shared, local }: Given, command: string): string | false | undefined {
  if (!local) return shared;
  if (shared === undefined) return false;
  throw usageError('--shared and --local exclude each other.', command);
}
