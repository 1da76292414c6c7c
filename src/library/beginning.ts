import { init as initiate } from '../wiring/init.ts';
import type { Initiation } from '../wiring/init.ts';
import { FLAG, onlyKeys, optional, refuseMisuse } from './arguments/kinds.ts';
import { placed, SURROUNDINGS } from './arguments/surroundings.ts';
import type { Surroundings } from './arguments/surroundings.ts';

/** Options of {@link init}. */
export interface InitOptions extends Surroundings {
  /** Tell what would be written, and write nothing. By default `false`. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Finds folders of numbered files among those that git tracks, and writes `.tidemark.yaml`, which names them. If there is one already, it is completed, and keeps its
 * other bytes.
 *
 * @throws TidemarkError with the code `config` for a configuration that is broken, `refused` for one that nothing can be added to.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { init } from 'tidemark';
 *
 * const { found } = await init({ dryRun: true });
 * console.log(found.length); // 0
 * ```
 */
export async function init(options: InitOptions = {}): Promise<Initiation> {
  refuseMisuse('init(options)', { options }, { options: INIT });
  return initiate(placed(options), { dryRun: options.dryRun ?? false });
}

const INIT = onlyKeys<InitOptions>({ ...SURROUNDINGS, dryRun: optional(FLAG) });
