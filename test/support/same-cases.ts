import * as fc from 'fast-check';

/*
 * Where fast-check's properties begin to draw. A suite that draws other cases each time fails in somebody else's hands, so `npm test`
 * has a fixed seed, and with it the same cases everywhere. Looking for new ones is what `npm run torture` is for, and the same tests
 * with more cases (`TORTURE_HISTORIES=1000 npx vitest …`): these draw a fresh seed, or take that of TORTURE_SEED, and print it as
 * they begin and end (seed.ts). What it drew comes back with the same seed, the same numbers of cases and the same code.
 */
const SUITE = 20_261_122;

fc.configureGlobal({ seed: Number(process.env['TORTURE_SEED'] ?? SUITE) });
