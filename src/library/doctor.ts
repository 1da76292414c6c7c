import { diagnose } from '../wiring/doctor.ts';
import type { Examination } from '../wiring/doctor.ts';
import { onlyKeys, refuseMisuse } from './arguments/kinds.ts';
import { placed, SURROUNDINGS } from './arguments/surroundings.ts';
import type { Surroundings } from './arguments/surroundings.ts';

/**
 * Finds gaps in a repository's protection: hooks that are missing or do not run, programs that are gone, backlogs that cannot be read, old collisions, and
 * more. An examination without remarks found nothing; one with the level `problem` leaves the repository unguarded. It changes nothing.
 *
 * @throws TidemarkError with the code `not-a-repository` or `git-failed`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example Before anybody ran tidemark install
 * ```ts
 * import { doctor } from 'tidemark';
 *
 * const examinations = await doctor();
 * const open = examinations.filter(({ remarks }) => remarks.some(({ level }) => level === 'problem'));
 * console.log(open.map(({ name }) => name).join(', ')); // hooks
 * ```
 */
export async function doctor(options: Surroundings = {}): Promise<readonly Examination[]> {
  refuseMisuse('doctor(options)', { options }, { options: onlyKeys<Surroundings>(SURROUNDINGS) });
  const { cwd, configPath } = placed(options);
  return diagnose(cwd, configPath);
}
