import type { Standing, ToldCollision, ToldCommit, ToldThing } from '../../core/history/told.ts';
import { inQuotes } from '../../core/messages/wording.ts';
import { visible } from '../parts/escape.ts';
import { dayOf, lapse } from '../parts/lapse.ts';

/** What became of a thing, behind its name. */
const STANDING_WORDS = {
  present: 'in HEAD',
  moved: 'has another ID now',
  archived: 'archived',
  dropped: 'left without a worklog entry',
  elsewhere: 'on a branch only',
} as const satisfies Record<Standing, string>;

/** The same of a thing in a ledger of files, which leave no word behind. */
export function standingWords(state: Standing, isFile: boolean): string {
  if (isFile && state === 'dropped') return 'removed';
  return isFile && state === 'moved' ? 'has another number now' : STANDING_WORDS[state];
}

/** A collision in two or three lines: what collided, by which commits, and how it ended. */
export function collisionLines({ id, state, things, since, fixed }: ToldCollision): readonly string[] {
  const came = state === 'reused' ? 'back for another thing on' : 'in one history since';
  const met = since ? `${came} ${dayOf(since.date)} (${shortCommit(since)})` : 'not merged yet';
  return [
    `${visible(id)}: ${state}; ${met}`,
    ...things.map((thing) => `  ${thingLine(thing)}`),
    ...(fixed ? [`  fixed ${lapse(fixed.after)}: ${nameOf(fixed.title)} ${endOf(fixed)}`] : []),
  ];
}

function endOf({ to, by }: NonNullable<ToldCollision['fixed']>): string {
  const where = `${dayOf(by.date)} (${shortCommit(by)})`;
  return to === null ? `was removed on ${where}` : `became ${visible(to)} on ${where}`;
}

function thingLine({ title, kind, state, commit }: ToldThing): string {
  const what = { item: '', file: '', directory: 'the directory ', worklog: 'the worklog entry ' }[kind];
  const came = commit ? `${dayOf(commit.date)} ${shortCommit(commit)}` : 'no commit';
  return `${came}  ${what}${nameOf(title)}: ${standingWords(state, kind === 'file')}`;
}

export function nameOf(title: string): string {
  return visible(inQuotes(title));
}

/** The start of a commit's name, as git shows it. */
export function shortCommit({ commit }: Pick<ToldCommit, 'commit'>): string {
  return commit.slice(0, 10);
}
