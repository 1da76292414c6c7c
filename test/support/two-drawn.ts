import type { BaseScene } from './situation.ts';

/** A fork, and two sides of it that drew WRK-005 for two things. */
export const one = 'WRK-001 One @t.1';
export const fork = { mark: 4, items: [one] };
export const beta: BaseScene = { items: [one, 'WRK-005 Beta @t.5'] };
export const gamma: BaseScene = { items: [one, 'WRK-005 Gamma @t.6'] };
export const REUSED = 'error id-reused WRK-005';
