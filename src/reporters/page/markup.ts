import { visible } from '../parts/escape.ts';
import { dayOf } from '../parts/lapse.ts';

/** What a page shows of one title that is longer. */
const CUT = /^.{160}(?=.)/su;

/** Text of the repository as text, whatever it holds: hidden characters are made visible, a long text is cut. */
export function text(value: string): string {
  const [start] = CUT.exec(value) ?? [];
  return escaped(visible(start === undefined ? value : `${start}…`));
}

export function escaped(value: string): string {
  return value.replaceAll(/[&<>"']/gu, (char) => `&#${char.charCodeAt(0)};`);
}

/** A moment as a day; nothing where there is none. */
export function day(moment: string | null): string {
  return moment === null ? '' : dayOf(moment);
}

/** The same where a line may break: a day stays whole. */
export function wholeDay(moment: string): string {
  return `<time>${dayOf(moment)}</time>`;
}

/** A commit by the start of its name. */
export function commitCode({ commit }: { readonly commit: string }): string {
  return `<code>${escaped(commit.slice(0, 10))}</code>`;
}
