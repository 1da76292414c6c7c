import type { EventKind } from '../../core/history/life-events.ts';
import type { Trace, TracedEvent, TracedLife } from '../../core/history/trace.ts';
import type { ToldCommit } from '../../core/history/told.ts';
import { inQuotes, inWords } from '../../core/messages/wording.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import { jsonText } from '../json.ts';
import { collisionLines, nameOf, shortCommit, standingWords } from './collision-lines.ts';
import { visible } from '../parts/escape.ts';
import { dayOf } from '../parts/lapse.ts';
import { painter, type Paint, type Style } from '../parts/style.ts';

/** A trace for people: what had the ID, an event a line, then the collisions and how they ended. */
export function renderTrace(trace: Trace, style: Style): string {
  const paint = painter(style);
  const { ledger, id, lives, collisions, unchecked } = trace;
  const isOfFiles = ledger !== null;
  const where = ledger === null ? '' : ` in ${visible(ledger)}`;
  const count = `${inWords(lives.length)} thing${lives.length === 1 ? '' : 's'}`;
  const sections = [
    paint.bold(`${visible(id)} has stood for ${count}${where}.`),
    ...lives.map((life) => lifeLines(life, isOfFiles, paint).join('\n')),
    ...(collisions.length > 0
      ? [
          [paint.bold('Collisions'), ...collisions.flatMap((one) => collisionLines(one).map(indented))].join(
            '\n',
          ),
        ]
      : []),
    ...unchecked.map((note) => `note: ${visible(runnableText(note, style.programs))}`),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The same for programs. Its keys are a contract: more may be added. */
export function traceJson({ ledger, id, lives, collisions, unchecked }: Trace): string {
  return jsonText({ version: 1, ledger, id, lives, collisions, unchecked });
}

function indented(line: string): string {
  return `  ${line}`;
}

function lifeLines(
  { ids, title, state, events }: TracedLife,
  isOfFiles: boolean,
  paint: Paint,
): readonly string[] {
  const names = ids.map(visible).join(' → ');
  return [
    `${paint.bold(nameOf(title))} (${names}): ${standingWords(state, isOfFiles)}`,
    ...events.map(
      (event) =>
        `  ${dayOf(event.date)}  ${KINDS[event.kind].padEnd(WIDTH)}  ${SENTENCES[event.kind](event, isOfFiles)}${by(event, paint)}`,
    ),
  ];
}

const KINDS = {
  drawn: 'drawn',
  copied: 'again',
  moved: 'moved',
  restored: 'restored',
  retitled: 'retitled',
  done: 'done',
  directory: 'directory',
  documents: 'documents',
  worklog: 'worklog',
  archived: 'archived',
  dropped: 'dropped',
  'directory-gone': 'directory',
} as const satisfies Record<EventKind, string>;

const WIDTH = Math.max(...Object.values(KINDS).map(({ length }) => length));

type Sentence = (event: TracedEvent, isOfFiles: boolean) => string;

const givenId: Sentence = ({ id, text, markBefore }, isOfFiles) =>
  `${visible(id)} ${nameOf(text)}${markWords(markBefore, isOfFiles)}`;
const idAlone: Sentence = ({ id }) => visible(id);

const SENTENCES = {
  drawn: givenId,
  copied: givenId,
  moved: ({ id, from, markBefore }, isOfFiles) =>
    `from ${visible(from ?? '')} to ${visible(id)}${markWords(markBefore, isOfFiles)}`,
  restored: idAlone,
  retitled: ({ text, from }) => `${nameOf(text)}, before: ${nameOf(from ?? '')}`,
  done: idAlone,
  archived: idAlone,
  dropped: idAlone,
  directory: ({ text }) => `${visible(text)}/`,
  'directory-gone': ({ text }) => `${visible(text)}/ is gone`,
  documents: ({ text }) => visible(text),
  worklog: ({ place, text }) => `${place ? `${visible(place.path)}:${place.line} ` : ''}${nameOf(text)}`,
} as const satisfies Record<EventKind, Sentence>;

function markWords(markBefore: number | null, isOfFiles: boolean): string {
  return markBefore === null ? '' : `, ${isOfFiles ? 'highest' : 'mark'} before: ${markBefore}`;
}

/** By which commit, and how that came in. */
function by({ commit, merge, inHead }: TracedEvent, paint: Paint): string {
  if (!commit) return '';
  const author = commit.author === undefined ? '' : ` by ${visible(commit.author)}`;
  const came = inHead ? (merge ? `; ${mergeWords(merge)}` : '') : '; not in HEAD';
  return `  ${paint.dim(`${shortCommit(commit)} ${visible(inQuotes(commit.subject))}${author}${came}`)}`;
}

function mergeWords(merge: ToldCommit): string {
  const branch = branchIn(merge.subject);
  return `merged ${branch === undefined ? '' : `from ${visible(branch)} `}by ${shortCommit(merge)}`;
}

/** The branch that the subject of a merge names, as git, GitHub, GitLab and Bitbucket word it. */
function branchIn(subject: string): string | undefined {
  const quoted = /^Merge (?:remote-tracking )?branch '([^']+)'/u.exec(subject)?.[1];
  return (
    quoted ??
    /^Merge pull request #\d+ from (\S+)$/u.exec(subject)?.[1] ??
    /^Merged (?:in )?(\S+) /u.exec(subject)?.[1]
  );
}
