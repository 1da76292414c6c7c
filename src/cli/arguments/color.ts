import type { Io } from '../io.ts';
import { oneOf, usageError } from './usage-error.ts';

const WHEN = ['auto', 'always', 'never'] as const;

/** What `--color` says. */
export type ColorChoice = (typeof WHEN)[number];

export function chooseColor(flag: string | undefined, command: string): ColorChoice {
  return oneOf(flag ?? 'auto', WHEN, () =>
    usageError(`--color must be auto, always or never, not “${flag ?? ''}”.`, command),
  );
}

/** `--color` decides; else FORCE_COLOR, then NO_COLOR (both as Node reads them), then whether stdout is a terminal. */
export function isColored(choice: ColorChoice, { env, stdout }: Io): boolean {
  if (choice !== 'auto') return choice === 'always';
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  return stdout.isTTY && env['TERM'] !== 'dumb';
}
