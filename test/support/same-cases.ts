import * as fc from 'fast-check';

// A suite that draws other cases each time fails in somebody else's hands; looking for new ones is what `npm run torture` is for.
fc.configureGlobal({ seed: 20_261_122 });
