import type { Report } from '../../core/findings/report.ts';
import { reportJson } from '../json.ts';
import { renderFindings } from '../human.ts';
import { escapeJson, visible } from './escape.ts';
import type { Style } from './style.ts';

/** One commit of a range, by its full hex name: a report on it, or why there is none. */
type Each = { readonly commit: string } & (
  | { readonly report: Report }
  | { readonly error: { readonly code: string; readonly message: string; readonly hint: string } }
);

/** One commit after the other, for people and for programs. */
export const renderEach = {
  /** Commits with nothing to tell are left out. */
  human: (each: Each, style: Style): string => {
    const { commit } = each;
    if ('error' in each) return `${commit.slice(0, 10)}: not checked: ${visible(each.error.message)}\n\n`;
    const findings = renderFindings(each.report, style);
    return findings === '' ? '' : `${commit.slice(0, 10)}\n${findings}\n\n`;
  },
  /** JSON Lines. */
  json: (each: Each): string => {
    const { commit } = each;
    const { code, message, hint } = 'error' in each ? each.error : { code: '', message: '', hint: '' };
    const value =
      'report' in each
        ? { commit, ...reportJson(each.report) }
        : { version: 1, commit, error: { code, message, hint } };
    return `${escapeJson(JSON.stringify(value))}\n`;
  },
} as const;
