import type { Report } from '../core/report.ts';
import { renderAccept } from './accept.ts';
import { renderHuman } from './human.ts';
import { renderJson } from './json.ts';
import type { Style } from './style.ts';

export const FORMATS = ['human', 'json', 'accept'] as const;
export type Format = (typeof FORMATS)[number];

/** A pure function from a report to the text that is written, once, to one place. */
export type Reporter = (report: Report, style: Style) => string;

/** Every format that `--format` knows. */
export const REPORTERS: Readonly<Record<Format, Reporter>> = {
  human: renderHuman,
  json: renderJson,
  accept: renderAccept,
};
