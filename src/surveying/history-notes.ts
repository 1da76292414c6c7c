import type { Repository } from '../adapters/git/repository.ts';
import type { Chronicle } from '../core/history/chronicle.ts';
import { parseItemId, formatItemId } from '../core/ids/item-id.ts';
import type { Reading } from '../reading/snapshots.ts';

/** What kept a history from being read as a whole: a sentence each. */
export function openNotes(
  { shallow }: Repository,
  { snapshot }: Reading,
  { lives }: Pick<Chronicle, 'lives'>,
): readonly string[] {
  const { backlog } = snapshot;
  const isUsed = lives.all.length > 0;
  return [
    ...(shallow
      ? [
          'This clone is shallow: what was before its oldest commits is not seen. `git fetch --unshallow` brings it.',
        ]
      : []),
    ...(backlog.state === 'unreadable'
      ? [
          `${backlog.path} cannot be read in HEAD; ${isUsed ? 'the last readable version stands in for it. ' : ''}\`tidemark check\` says why.`,
        ]
      : []),
    ...(backlog.state === 'missing' && isUsed
      ? [`HEAD has no ${backlog.path}; the last version that there was stands in for it.`]
      : []),
  ];
}

/** Whether the configuration accepts that an ID stands for one of some things besides another. */
export function acceptanceIn({ settings }: Reading): (key: string, names: readonly string[]) => boolean {
  const entries = settings.policy.accept.flatMap((entry) => ('subject' in entry ? [entry] : []));
  const accepted = entries.map(({ id, subject }) => ({ key: keyOf(id), subject }));
  return (key, names) => accepted.some((entry) => entry.key === key && names.includes(entry.subject));
}

function keyOf(id: string): string {
  const parsed = parseItemId(id);
  return parsed ? formatItemId(parsed) : id;
}
