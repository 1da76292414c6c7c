import type { Report } from '../core/findings/report.ts';

/** 1 with errors, 3 where part of the question stays open, else 0: warnings never block. */
export function exitCodeOf({ findings, unchecked }: Report): 0 | 1 | 3 {
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return unchecked.length > 0 ? 3 : 0;
}
