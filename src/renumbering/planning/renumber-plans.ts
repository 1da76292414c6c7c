import type { Repository } from '../../adapters/git/repository.ts';
import type { Claimant, Ownership } from '../../core/renumbering/claimants.ts';
import { hasLeft, publishedRank } from '../../core/renumbering/claimants.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import type { ItemId } from '../../core/ids/item-id.ts';
import { remember } from '../../core/ids/remember.ts';
import { spellingIn } from '../../core/messages/spelled.ts';
import { decideKeeper } from '../../core/renumbering/keeper.ts';
import type { KeeperTerms } from '../../core/renumbering/keeper.ts';
import { canMove, planRenumbering } from '../../core/renumbering/renumber-plan.ts';
import { returnsOf, undisputedReturns } from '../../core/renumbering/returns.ts';
import type { Returns } from '../../core/renumbering/returns.ts';
import type { PlannedSuccession, Renumbering } from '../../core/renumbering/renumber-plan.ts';
import { TidemarkError } from '../../errors.ts';
import { readLayout } from '../../formats/backlog/layout.ts';
import { giveNumbers, highestOf } from './renumber-numbers.ts';
import type { Leaving, NumberTerms } from './renumber-numbers.ts';
import { refusePublished } from './refuse-published.ts';
import { factsIn, sceneOf, settledNotices } from './renumber-scenes.ts';
import type { RenumberCase, Scene } from './renumber-scenes.ts';
import { findReferences } from './renumber-references.ts';
import type { Findings } from './renumber-references.ts';
import type { Draft } from '../merging/draft.ts';

export interface PlanTerms extends NumberTerms {
  readonly keep?: string | undefined;
  /** The label of a side that stays whatever it has. */
  readonly home?: string | undefined;
  readonly against?: string | undefined;
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
  const open = cases.filter((one) => {
    const said = settledNotices(one);
    notices.push(...said);
    return said.length === 0;
  });
  const settled = new Set(open.map(({ key }) => key));
  const returns = remember((facts: Facts) => returnsOf(facts, settled));
  const scenes = open.flatMap((one) => sceneOf(one, notices, terms.against) ?? []);
  for (const scene of [...scenes, ...returningAlone(open, settled, returns)]) {
    const { facts, ownership } = scene;
    const found = await findReferences(repository, ownership, draft);
    const decided = scene.succession ?? decideKeeper(ownership, keeperTerms(scene, found, draft, terms));
    const { keeper, yielding } = decided;
    await refusePublished(repository, facts, ownership, decided, terms);
    const leaving = yielding.map((one) => withBaseId(one, returns(facts)));
    const able = leaving.filter(({ claimant }) => canMove(claimant));
    const ids = await giveNumbers(facts, ownership.key, able, given, terms);
    given.push(...ids);
    const isBack = [...returns(facts).values()].some(({ stay }) => stay.key === ownership.key);
    const succession = { keeper, isBack, yielding: leaving };
    plans.push(
      planRenumbering(ownership, succession, ids, found.references, found.contents, spellingIn(facts)),
    );
  }
  return { plans, highest: highestOf(given), notices };
}

/** What gets a number back and has one that nobody disputes, in the first situation that shows it. */
function returningAlone(
  cases: readonly RenumberCase[],
  settled: ReadonlySet<string>,
  returns: (facts: Facts) => Returns,
): readonly Scene[] {
  const scenes = [...new Set(cases.flatMap(({ situations }) => situations))].flatMap((situation) => {
    const facts = factsIn(situation);
    return undisputedReturns(facts, returns(facts), settled).map((one): Scene => ({ facts, ...one }));
  });
  const keys = scenes.map(({ ownership }) => ownership.key);
  return scenes.filter(({ ownership }, at) => keys.indexOf(ownership.key) === at);
}

/** What leaves an ID, with the one that a base has for it. */
function withBaseId(
  { claimant, because }: PlannedSuccession['yielding'][number],
  returns: Returns,
): Yielding {
  const items = claimant.items.filter(({ present }) => present).map(({ claim }) => claim);
  const [known] = items.flatMap((item) => returns.get(item) ?? []);
  return { claimant, because: known ? `it has that number in ${known.label}` : because, known };
}

interface Yielding extends Leaving {
  readonly because: string;
}

function keeperTerms(
  { facts, ownership }: Scene,
  { references }: Findings,
  draft: Draft,
  { keep, home }: PlanTerms,
): KeeperTerms {
  return {
    wanted: wantedBy(keep, ownership, draft),
    published: publishedIn(facts),
    home,
    hasLeft: (claimant) => hasLeft(facts, claimant),
    references: (claimant) => references.filter(({ meaning }) => meaning === claimant).length,
  };
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
    `No item ${name} was created at \`${keep}\` or is on line ${keep}.`,
    `See \`tidemark renumber ${name} --dry-run\` for what there is.`,
  );
}
