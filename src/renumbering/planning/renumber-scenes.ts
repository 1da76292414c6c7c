import { ownershipOf } from '../../core/renumbering/claimants.ts';
import type { Ownership } from '../../core/renumbering/claimants.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import { remember } from '../../core/ids/remember.ts';
import type { PlannedSuccession } from '../../core/renumbering/renumber-plan.ts';
import { isKnown } from '../../core/renumbering/settled.ts';
import type { Situation } from '../../core/ledger/situation.ts';
import { TidemarkError } from '../../errors.ts';
import { nameIn, noticeSettled, noticeSingle } from '../renumber-notices.ts';
import { keepsPublished } from './refuse-published.ts';

/** An ID, and where to look for what else it stands for. */
export interface RenumberCase {
  readonly key: string;
  readonly situations: readonly Situation[];
  /** `check` says nothing of it: whoever names it may know more, or has renumbered it already. */
  readonly unreported: boolean;
}

export interface Scene {
  readonly facts: Facts;
  readonly ownership: Ownership;
  /** Who stays, where that does not have to be decided. */
  readonly succession?: PlannedSuccession;
}

/** Mostly there are many cases in one situation. */
export const factsIn = remember((situation: Situation) => factsOf(situation));

/** What to say of an ID that was renumbered before, and rightly; empty for others. */
export function settledNotices(one: RenumberCase): readonly string[] {
  const scene = disputedIn(scenesOf(one));
  if (!scene) return [];
  const { facts, ownership } = scene;
  return one.unreported || keepsPublished(facts, ownership) ? noticeSettled(facts, ownership) : [];
}

/** Where an ID has two meanings; undefined where it has none, and `notices` say why. Throws `usage` for an ID that nothing has. */
export function sceneOf(
  one: RenumberCase,
  notices: string[],
  against: string | undefined,
): Scene | undefined {
  const { key } = one;
  const scenes = scenesOf(one);
  const scene = disputedIn(scenes);
  if (scene) return scene;
  const all = scenes.map(({ facts }) => facts);
  if (!all.some((facts) => isKnown(facts, key))) throw unknown(nameIn(all, key));
  notices.push(...noticeSingle(all, key, against));
  return undefined;
}

function scenesOf({ key, situations }: RenumberCase): readonly Scene[] {
  return situations.map((situation) => {
    const facts = factsIn(situation);
    return { facts, ownership: ownershipOf(facts, key) };
  });
}

function disputedIn(scenes: readonly Scene[]): Scene | undefined {
  return scenes.find(({ ownership }) => ownership.claimants.length > 1);
}

function unknown(key: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `There is no ${key}.`,
    'See `tidemark check` for IDs that are used twice.',
  );
}
