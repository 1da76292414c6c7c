import type { Report } from '../core/findings/report.ts';
import { renderAccept } from './accept-entries.ts';
import type { Format } from './formats.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderHuman } from './human.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';
import type { Style } from './parts/style.ts';

/** A pure function from a report to the text that is written, once, to one place. */
export type Reporter = (report: Report, style: Style) => string;

/** Every format that `--format` knows. */
export const REPORTERS: Readonly<Record<Format, Reporter>> = {
  human: renderHuman,
  json: renderJson,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  junit: renderJunit,
  accept: renderAccept,
};
