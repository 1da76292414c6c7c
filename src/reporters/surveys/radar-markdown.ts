import type { Contest, Holder, Radar } from '../../core/radar/contest.ts';
import { isCommand, runnableRemedy, runnableText } from '../../core/messages/runnable.ts';
import { inQuotes } from '../../core/messages/wording.ts';
import { workflowCommand } from '../github.ts';
import { visible } from '../parts/escape.ts';
import { literal, row, withCode } from '../parts/markdown.ts';
import type { Style } from '../parts/style.ts';
import { fingerprintOf, KIND_WORDS, summaryOf } from './radar-report.ts';

/** GitHub takes no comment that is longer than 65,536 characters. */
const MAX_ROWS = 100;

/** The first line, by which a bot finds the comment that it keeps up to date. */
const MARKER = '<!-- tidemark radar -->';

/** A radar as a comment or the summary of a job. The same refs give the same text. */
export function renderRadarMarkdown(radar: Radar, { programs }: Style): string {
  const left = radar.contested.length - MAX_ROWS;
  const notes = radar.unchecked.map(
    (note) => `- unchecked: ${withCode(visible(runnableText(note, programs)))}`,
  );
  const sections = [
    `${MARKER}\n### Tidemark: ${literal(summaryOf(radar))}`,
    ...(radar.contested.length === 0 ? [] : [table(radar.contested.slice(0, MAX_ROWS), programs)]),
    ...(left > 0 ? [`… and ${left} more.`] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function table(contested: readonly Contest[], programs: Style['programs']): string {
  const rows = contested.map((contest) => {
    const [keeper, ...others] = contest.holders;
    const cells = row([
      contest.id,
      KIND_WORDS[contest.kind],
      holderWords(keeper),
      others.map(holderWords).join('; '),
      contest.next ?? '',
    ]);
    const command = runnableRemedy(contest.remedy, programs);
    const shown = isCommand(contest.remedy)
      ? `<code>${literal(visible(command))}</code>`
      : literal(visible(command));
    return `${cells} ${shown} |`;
  });
  return [
    '| ID | | keeps it | yields | next free | what to run |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function holderWords(holder: Holder | undefined): string {
  return holder ? `${holder.ref}: ${inQuotes(holder.title)} (${holder.author})` : '';
}

/** Annotations for GitHub Actions; a title that stays the same for as long as the contest does. */
export function renderRadarGithub(radar: Radar, { programs }: Style): string {
  const lines = [
    ...radar.unchecked.map((note) =>
      workflowCommand('error', { title: 'Tidemark could not check' }, visible(runnableText(note, programs))),
    ),
    ...radar.contested.map((contest) => {
      const title = `Tidemark: ${visible(contest.id)} is contested (${fingerprintOf(contest)})`;
      const [keeper, ...others] = contest.holders.map((holder) => visible(holderWords(holder)));
      const text = [
        `${visible(contest.id)}: ${KIND_WORDS[contest.kind]}`,
        `${keeper} keeps it; ${others.join('; ')} yields`,
        visible(runnableRemedy(contest.remedy, programs)),
      ];
      return workflowCommand('warning', { title }, text.join('\n'));
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
