import type { Repository } from '../adapters/git/repository.ts';
import { policyOf } from '../core/findings/policy.ts';
import type { Chronicle } from '../core/history/chronicle.ts';
import { parseItemId, formatItemId } from '../core/ids/item-id.ts';
import type { Reading } from '../reading/snapshots.ts';

/** What kept a history from being read as a whole: one sentence each. */
export function openNotes(
  repository: Pick<Repository, 'shallow'>,
  { snapshot }: Reading,
  { lives }: Pick<Chronicle, 'lives'>,
): readonly string[] {
  const { backlog } = snapshot;
  const isUsed = lives.all.length > 0;
  return [
    ...shallowNotes(repository),
    ...(backlog.state === 'unreadable'
      ? [
          `${backlog.path} cannot be read in HEAD; ${isUsed ? 'the last readable version is used instead. ' : ''}\`tidemark check\` says why.`,
        ]
      : []),
    ...(backlog.state === 'missing' && isUsed
      ? [`HEAD has no ${backlog.path}; its last version is used instead.`]
      : []),
  ];
}

/** What a history that is cut off does not show. */
export function shallowNotes({ shallow }: Pick<Repository, 'shallow'>): readonly string[] {
  return shallow
    ? [
        'This clone is shallow: its oldest commits may hide earlier events. `git fetch --unshallow` gets the rest.',
      ]
    : [];
}

/** Whether the configuration accepts that an ID stands for one of some things besides another. */
export function acceptanceIn({ settings }: Reading): (key: string, names: readonly string[]) => boolean {
  const { policy, name } = settings;
  const entries = policyOf(policy, name).accept.flatMap((entry) => ('subject' in entry ? [entry] : []));
  const accepted = entries.map(({ id, subject }) => ({ key: keyOf(id), subject }));
  return (key, names) => accepted.some((entry) => entry.key === key && names.includes(entry.subject));
}

function keyOf(id: string): string {
  const parsed = parseItemId(id);
  return parsed ? formatItemId(parsed) : id;
}
