import type { Repository } from '../adapters/git/repository.ts';
import { ownershipOf } from '../core/renumbering/claimants.ts';
import type { Claimant, Ownership } from '../core/renumbering/claimants.ts';
import { destinationOf } from '../core/renumbering/destination.ts';
import { hasLeft, publishedRank } from '../core/renumbering/claimants.ts';
import { factsOf } from '../core/ledger/facts.ts';
import type { Facts } from '../core/ledger/facts.ts';
import { parseItemId } from '../core/ids/item-id.ts';
import type { ItemId } from '../core/ids/item-id.ts';
import { spellingIn } from '../core/messages/spelled.ts';
import { decideKeeper } from '../core/renumbering/keeper.ts';
import type { KeeperTerms } from '../core/renumbering/keeper.ts';
import { canMove, planRenumbering } from '../core/renumbering/renumber-plan.ts';
import { isKnown } from '../core/renumbering/settled.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import type { Situation } from '../core/ledger/situation.ts';
import { TidemarkError } from '../errors.ts';
import { readLayout } from '../formats/backlog/layout.ts';
import { nameIn, noticeSettled, noticeSingle } from './renumber-notices.ts';
import { findReferences } from './renumber-references.ts';
import type { Draft } from './merging/draft.ts';

/** An ID, and where to look for what else it stands for. */
export interface RenumberCase {
  readonly key: string;
  readonly situations: readonly Situation[];
  /** `check` says nothing of it: whoever names it may know more, or has renumbered it already. */
  readonly unreported: boolean;
}

export interface PlanTerms {
  readonly keep?: string | undefined;
  /** The label of a side that stays whatever it has. */
  readonly home?: string | undefined;
  readonly against?: string | undefined;
  readonly to?: number | undefined;
  readonly floor: number;
  /** IDs that have a directory, be it one that git ignores. */
  readonly onDisk: readonly ItemId[];
  /** Draws a number above another. */
  readonly draw: (above: number) => Promise<number>;
}

/** Plans all cases. `highest` is the highest number that was given, 0 without any; `notices` tell of IDs that need none. */
export async function planAll(
  repository: Repository,
  draft: Draft,
  cases: readonly RenumberCase[],
  terms: PlanTerms,
): Promise<{
  readonly plans: readonly Renumbering[];
  readonly highest: number;
  readonly notices: readonly string[];
}> {
  const plans: Renumbering[] = [];
  const notices: string[] = [];
  const given: ItemId[] = [];
  for (const one of cases) {
    const scene = sceneOf(one, notices, terms);
    if (!scene) continue;
    const { facts, ownership } = scene;
    const { references, contents } = await findReferences(repository, ownership, draft);
    const succession = decideKeeper(ownership, {
      wanted: wantedBy(terms.keep, ownership, draft),
      published: publishedIn(facts),
      home: terms.home,
      hasLeft: (claimant) => hasLeft(facts, claimant),
      references: (claimant) => references.filter(({ meaning }) => meaning === claimant).length,
    });
    const moving = succession.yielding.map(({ claimant }) => claimant).filter(canMove);
    const ids = await issue(scene, moving, given, terms);
    given.push(...ids);
    plans.push(planRenumbering(ownership, succession, ids, references, contents, spellingIn(facts)));
  }
  return { plans, highest: highestOf(given), notices };
}

/** Where nobody knows what others have, what has nothing left to carry a number comes before the local default branch. */
function publishedIn(facts: Facts): KeeperTerms['published'] {
  const { target } = facts;
  if (!target) return undefined;
  const rank = (claimant: Claimant): number => publishedRank(facts, claimant);
  const isStuck = (claimant: Claimant): boolean => target.level === 'off' && !canMove(claimant);
  return {
    label: target.view.snapshot.label,
    rank: (claimant) => (isStuck(claimant) ? Infinity : rank(claimant)),
  };
}

interface Scene {
  readonly facts: Facts;
  readonly ownership: Ownership;
}

/** Where an ID has two meanings; undefined where it has none, and `notices` say why. Throws `usage` for an ID that nothing has. */
function sceneOf(
  { key, situations, unreported }: RenumberCase,
  notices: string[],
  { against }: PlanTerms,
): Scene | undefined {
  const scenes = situations.map((situation): Scene => {
    const facts = factsOf(situation);
    return { facts, ownership: ownershipOf(facts, key) };
  });
  const scene = scenes.find(({ ownership }) => ownership.claimants.length > 1);
  if (scene) {
    const settled = unreported ? noticeSettled(scene.facts, scene.ownership) : [];
    notices.push(...settled);
    return settled.length > 0 ? undefined : scene;
  }
  const all = scenes.map(({ facts }) => facts);
  if (!all.some((facts) => isKnown(facts, key))) throw unknown(nameIn(all, key));
  notices.push(...noticeSingle(all, key, against));
  return undefined;
}

/** An ID for each that moves: the one that was asked for, or that its item has by now, else one that is drawn. */
async function issue(
  { facts, ownership: { key } }: Scene,
  moving: readonly Claimant[],
  given: readonly ItemId[],
  { to, floor, onDisk, draw }: PlanTerms,
): Promise<readonly ItemId[]> {
  const prefix = parseItemId(key)?.prefix ?? '';
  if (to !== undefined) {
    if (moving.length + given.length > 1) throw oneNumber(to);
    return Promise.all(moving.map(async () => ({ prefix, number: await drawThis(to, floor, draw) })));
  }
  const ids: ItemId[] = [];
  for (const claimant of moving) {
    const known = destinationOf(facts, claimant, [...onDisk, ...given, ...ids]);
    ids.push(known ?? { prefix, number: await draw(Math.max(floor, highestOf([...given, ...ids]))) });
  }
  return ids;
}

async function drawThis(to: number, floor: number, draw: PlanTerms['draw']): Promise<number> {
  const number = await draw(floor);
  if (number !== to) throw drawnAlready(to);
  return number;
}

function highestOf(ids: readonly ItemId[]): number {
  return ids.reduce((highest, { number }) => Math.max(highest, number), 0);
}

/** The claimant that `--keep` names. Throws `usage` if none of them is meant. */
function wantedBy(
  keep: string | undefined,
  { name, claimants }: Ownership,
  { backlog: { text } }: Draft,
): Claimant | undefined {
  if (keep === undefined) return undefined;
  const reading = readLayout(text);
  const positions = 'layout' in reading ? reading.layout : undefined;
  const block = positions?.items.find(({ start, end }) => {
    const line = Number(keep);
    return line >= positions.positionAt(start).line && line <= positions.positionAt(end - 1).line;
  });
  const line = block && positions?.positionAt(block.id.start).line;
  const wanted = claimants.find(({ items }) =>
    items.some(({ claim, present }) => claim.created === keep || (present && claim.place.line === line)),
  );
  if (wanted) return wanted;
  throw new TidemarkError(
    'usage',
    `${keep} is neither the \`created\` of an item ${name} nor a line of one.`,
    `See \`tidemark renumber ${name} --dry-run\` for what there is.`,
  );
}

function unknown(key: string): TidemarkError {
  return new TidemarkError(
    'usage',
    `There is no ${key}.`,
    'See `tidemark check` for IDs that are used twice.',
  );
}

function oneNumber(to: number): TidemarkError {
  return new TidemarkError(
    'usage',
    `--to ${to} gives one number, and more than one is needed.`,
    'Name one ID, or leave --to out.',
  );
}

function drawnAlready(to: number): TidemarkError {
  return new TidemarkError(
    'usage',
    `${to} was drawn already: by another process, or for a change that was undone.`,
    'Choose a higher number, or leave --to out. `tidemark next --drawn` lists the numbers that were drawn and are not in use.',
  );
}
