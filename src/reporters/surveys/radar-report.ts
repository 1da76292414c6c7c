import type { Contest, ContestKind, Holder, Radar } from '../../core/radar/contest.ts';
import { runnableRemedy, runnableText } from '../../core/messages/runnable.ts';
import { jsonText } from '../json.ts';
import { nameOf, shortCommit } from './collision-lines.ts';
import { visible } from '../parts/escape.ts';
import { fingerprint } from '../parts/fingerprint.ts';
import { dayOf } from '../parts/lapse.ts';
import { painter, type Paint, type Style } from '../parts/style.ts';

/** A radar for people: each contested number with both holders, who keeps it and why, and the command for the one that yields. */
export function renderRadar(radar: Radar, style: Style): string {
  const paint = painter(style);
  const sections = [
    ...radar.contested.map((contest) => contestLines(contest, style, paint).join('\n')),
    [
      ...radar.unchecked.map(
        (note) => `${paint.yellow('unchecked:')} ${visible(runnableText(note, style.programs))}`,
      ),
      summaryOf(radar),
    ].join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The same for programs. Its keys are a contract: more may be added. */
export function radarJson({ bases, refs, contested, yields, unchecked }: Radar): string {
  const told = contested.map((contest) => ({ ...contest, fingerprint: fingerprintOf(contest) }));
  return jsonText({ version: 1, bases, refs, contested: told, yields, unchecked });
}

/** Equal for as long as the same things are in each other's way, whatever becomes of their branches. */
export function fingerprintOf({ ledger, id, kind, holders }: Contest): string {
  const things = holders.map((holder) => `${holder.id} ${holder.title}`).toSorted();
  return fingerprint([ledger ?? '', id, kind, ...things]);
}

export function summaryOf({ bases, refs, contested }: Radar): string {
  const names = bases.map(({ ref }) => visible(ref)).join(' and ');
  const ways = refs === 1 ? '1 ref' : `${refs} refs`;
  if (contested.length === 0) return `nothing is contested among ${ways} and ${names}`;
  return `${contested.length} contested among ${ways} and ${names}`;
}

/** What stands in the way of whom, in one sentence. */
export const KIND_WORDS = {
  'both-draw': 'two branches have it for different things',
  'taken-on-base': 'taken on the base',
  trains: 'two bases disagree',
  order: 'it does not come after the numbers of the base',
  twin: 'one thing under two IDs',
} as const satisfies Record<ContestKind, string>;

function contestLines(contest: Contest, style: Style, paint: Paint): readonly string[] {
  const { id, kind, holders, because, next, remedy } = contest;
  return [
    `${paint.bold(visible(id))}: ${KIND_WORDS[kind]}`,
    ...holders.map((holder, at) => `  ${holderLine(holder)}${at === 0 ? ' keeps it' : ''}`),
    ...(because === '' ? [] : [`    because ${visible(because)}`]),
    ...(kind === 'twin' || next === null ? [] : [`  next free on all refs: ${visible(next)}`]),
    `  ${paint.green('run:')} ${visible(runnableRemedy(remedy, style.programs))}`,
  ];
}

function holderLine({ ref, also, commit, title, author, date, place }: Holder): string {
  const others =
    also.length === 0 ? '' : ` (also ${also.slice(0, MAX_NAMED).map(visible).join(', ')}${more(also)})`;
  const where = `${visible(place.path)}:${place.line}`;
  return `${visible(ref)}${others}: ${nameOf(title)} ${where}, ${visible(author)}, ${dayOf(date)} (${shortCommit({ commit })})`;
}

const MAX_NAMED = 3;

function more({ length }: readonly string[]): string {
  return length > MAX_NAMED ? ` and ${length - MAX_NAMED} more` : '';
}
