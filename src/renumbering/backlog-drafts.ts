import type { LocalSettings } from '../reading/settings.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { draftWorkTree } from './merging/draft.ts';
import type { Draft, DraftTerms } from './merging/draft.ts';

/** One backlog of the work tree, and what its files are to become. */
interface BacklogDraft {
  readonly local: LocalSettings;
  readonly draft: Draft;
}

/** All backlogs of the work tree, the one at the top of the configuration first. */
export type BacklogDrafts = readonly [top: BacklogDraft, ...named: BacklogDraft[]];

/** Drafts each of them. Writes no file. */
export async function draftBacklogs(
  repository: Repository,
  local: LocalSettings,
  terms: DraftTerms,
): Promise<BacklogDrafts> {
  const top = { local, draft: await draftWorkTree(repository, local, terms) };
  const named = top.draft.reading.settings.named.map(async (backlog) => {
    const own = { ...local, backlog };
    return { local: own, draft: await draftWorkTree(repository, own, terms) };
  });
  return [top, ...(await Promise.all(named))];
}

/** The same with other drafts. */
export async function redraft(
  [top, ...named]: BacklogDrafts,
  change: (draft: Draft, local: LocalSettings) => Promise<Draft>,
): Promise<BacklogDrafts> {
  const changed = async ({ local, draft }: BacklogDraft): Promise<BacklogDraft> => {
    return { local, draft: await change(draft, local) };
  };
  return [await changed(top), ...(await Promise.all(named.map(changed)))];
}
