import type { Io } from './io.ts';
import { oneOf, usageError } from './usage-error.ts';

const WHEN = ['auto', 'always', 'never'] as const;

/** `--color` decides; else FORCE_COLOR, then NO_COLOR (both as Node reads them), then whether stdout is a terminal. */
export function chooseColor(flag: string | undefined, { env, stdout }: Io, command: string): boolean {
  const when = oneOf(flag ?? 'auto', WHEN, () =>
    usageError(`--color is auto, always or never, not ${flag ?? ''}.`, command),
  );
  if (when !== 'auto') return when === 'always';
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  return stdout.isTTY && env['TERM'] !== 'dumb';
}
