import { TidemarkError } from '../errors.ts';

/** A day (`2026-03-01`, in UTC) or a moment (RFC 3339) as RFC 3339. Throws `usage`. */
export function readSince(text: string, command: string): string {
  const milliseconds = /^\d{4}-\d\d-\d\d(?:[Tt ].*)?$/u.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(milliseconds)) return new Date(milliseconds).toISOString();
  throw new TidemarkError(
    'usage',
    `${JSON.stringify(text)} is not a date.`,
    `Write it as in \`tidemark ${command} --since 2026-03-01\`.`,
  );
}
