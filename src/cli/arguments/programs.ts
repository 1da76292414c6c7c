import { PLAIN_PROGRAMS } from '../../core/messages/runnable.ts';
import type { Programs } from '../../core/messages/runnable.ts';
import { plainWord } from '../../core/messages/wording.ts';
import type { Io } from '../io.ts';

/** The global options that say where this command works. */
export interface Whereabouts {
  readonly directory?: string | undefined;
  readonly config?: string | undefined;
}

/** How commands in messages begin, so that they work where this one does. */
export function programsOf(io: Pick<Io, 'program'>, { directory, config }: Whereabouts): Programs {
  const there = optionOf('-C', directory);
  return {
    tidemark: `${io.program()}${there}${optionOf('--config', config)}`,
    git: `${PLAIN_PROGRAMS.git}${there}`,
  };
}

function optionOf(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name} ${plainWord(value)}`;
}
