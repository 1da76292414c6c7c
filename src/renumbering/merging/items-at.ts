import type { Repository } from '../../adapters/git/repository.ts';
import { textOf } from '../../core/ids/subject.ts';
import { locateBacklog } from '../../reading/backlog-reading.ts';
import { parseBacklogOnce } from '../../reading/parse-once.ts';
import type { LocalSettings } from '../../reading/settings.ts';

/** `created` and title of the items that a commit has; none without a commit. */
export async function itemsAt(
  repository: Repository,
  local: LocalSettings,
  commit: string | undefined,
): Promise<ReadonlySet<string>> {
  const file = commit === undefined ? undefined : await locateBacklog(repository, commit, local);
  const object = file && (await repository.read(file.oid));
  const state = object && (await parseBacklogOnce(file.path, object.content));
  return new Set(state?.state === 'readable' ? state.backlog.items.map(textOf) : []);
}
