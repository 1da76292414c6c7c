import type { Kind, NameReading } from './kind.ts';
import { endProblem, separatorProblem, withoutExtension } from './names.ts';

const START = /^([a-z]+)-(\d+(?:\.\d+)*)/iu;
const FOLDER = /^(?:archive\/)?(?:tasks|drafts|completed|decisions|docs|milestones)$/u;

/** The task files of Backlog.md. Each prefix counts by itself, and an archived number may be given out again. */
export const backlogMd: Kind = {
  name: 'backlog-md',
  names: 'task-12 - Title.md',
  zero: 'task-0',
  usualPaths: ['backlog', '.backlog'],
  read(path) {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(cut, 0));
    const name = FOLDER.test(folder) ? withoutExtension(path.slice(cut + 1), ['.md']) : undefined;
    return name === undefined ? undefined : readTask(name, folder.startsWith('archive/'));
  },
  isNested: true,
  reuse: 'warning',
  order: false,
  alsoIn: 'id',
  fresh: {
    examples: ['tasks/task-0 - New-Entry.md'],
    folder: 'tasks',
    text: ({ id, title, date }) =>
      [
        '---',
        `id: ${id}`,
        `title: ${JSON.stringify(title)}`,
        'status: To Do',
        `created_date: '${date}'`,
        '---',
        '',
        '## Description',
        '',
      ].join('\n'),
  },
};

function readTask(name: string, isArchived: boolean): NameReading | undefined {
  const [start = '', prefix, number] = START.exec(name) ?? [];
  if (prefix === undefined || number === undefined) return undefined;
  const rest = name.slice(start.length);
  const separator = rest.slice(0, rest.search(/[^-–—\s]|$/u));
  const stem = rest.slice(separator.length);
  if (separator.trim() === '' && stem !== '') return undefined;
  const odd = stem === '' ? endProblem(separator.trim()) : separatorProblem(separator.trim(), ['-']);
  return {
    prefix: prefix.toUpperCase(),
    parts: number.split('.'),
    written: start,
    stem,
    isArchived,
    ...(odd !== undefined && { odd }),
  };
}
