import { claimNumber, drawNumber, isUndrawn, peekNumber } from '../adapters/disk/drawn-numbers.ts';
import type { Drawn } from '../adapters/disk/drawn-numbers.ts';
import { formatTimestamp } from '../core/ids/timestamp.ts';
import type { Spell } from '../core/ids/spelling.ts';
import type { BacklogFile } from '../core/numbers/backlog-file.ts';
import { backlogCounter } from '../core/ledger/counters.ts';
import type { Workbench } from '../writing/workbench.ts';
import { notShared, seenCounter, sharingOf } from './shared/sharing.ts';
import type { SharedOption, Sharing } from './shared/sharing.ts';
import { peekShared, reserveShared, takeShared } from './shared/take-shared.ts';
import type { SharedCounter } from './shared/take-shared.ts';
import { choosePrefix } from './survey/prefix-choice.ts';
import { surveyNumbers } from './survey/taken-numbers.ts';
import type { Numbers } from './survey/taken-numbers.ts';

/** A way to get numbers for new items, for one command. */
export interface Draw {
  /** Upper-case. */
  readonly prefix: string;
  /** How IDs are written here. */
  readonly spell: Spell;
  /** Whether an ID, by its key, is claimed here, or in what was committed last. */
  readonly isClaimed: (key: string) => boolean;
  /** What was not counted, one sentence each. */
  readonly notices: readonly string[];
  /** The remote over which numbers are drawn; undefined where they are for this clone alone. */
  readonly shared: string | undefined;
  /**
   * Draws a number that is free here and in every worktree, and on every machine where numbers are shared; `now` is when, as RFC 3339 text.
   * `title` is what it is for.
   */
  readonly take: (
    backlog: Counted,
    title: string,
  ) => Promise<{ readonly number: number; readonly now: string }>;
}

/** A mark that no item is above. */
export type Counted = Pick<BacklogFile, 'next_item_id'>;

export interface DrawOptions {
  /** Instead of the prefix in use. */
  readonly prefix?: string | undefined;
  /** Only looks: the same number is there for the next one who asks. */
  readonly dryRun: boolean;
  /**
   * The remote over which the number is drawn, so that no other machine gets it; empty for that of the configuration, else `origin`. False: for this
   * clone alone. Left out: as the configuration says.
   */
  readonly shared?: SharedOption;
}

/** What will be drawn, if all goes well: shared numbers are drawn before anything is locked. */
export interface Plan {
  readonly titles: readonly string[];
  readonly backlog: Counted;
}

/** Surveys the clone and gets ready to draw. Throws `usage` where no prefix is known, or the given one is none, and what drawing throws. */
export async function prepareDraw(
  bench: Workbench,
  { prefix: given, dryRun, shared: option }: DrawOptions,
  plan?: () => Promise<Plan>,
): Promise<Draw> {
  const { repository, worktree } = bench;
  const survey = await surveyNumbers(repository, bench.local, worktree);
  const { prefix, notices } = choosePrefix(given, survey.prefixes);
  const sharing = await sharingOf(repository, worktree.settings, option);
  const { name: ledger } = worktree.settings;
  const [seen = 0] = await seenCounter(repository, backlogCounter(ledger), [0]);
  const aboveAll = ({ next_item_id: mark }: Counted): number => Math.max(survey.floor, mark);
  const how = { commonDir: repository.commonDir, ledger, survey, dryRun, seen };
  const take = sharing ? sharedBy(how, sharing) : localBy(how);
  if (sharing && plan && !dryRun) {
    const { backlog, titles } = await plan();
    await reserve(how, sharing, aboveAll(backlog), titles);
  }
  return {
    prefix,
    spell: survey.spell,
    isClaimed: survey.isClaimed,
    notices: [
      ...worktree.notes,
      ...notices,
      ...survey.notices,
      ...notShared(worktree.settings, option, dryRun),
    ],
    shared: sharing?.chain.address.remote,
    take: async (backlog, title) => {
      const { number, at } = await take(aboveAll(backlog), title);
      return { number, now: formatTimestamp(at) };
    },
  };
}

interface How {
  readonly commonDir: string;
  /** The name of the backlog, if it has one. */
  readonly ledger: string | undefined;
  readonly survey: Numbers;
  readonly dryRun: boolean;
  /** The highest number of any chain, as it was last seen. */
  readonly seen: number;
}

type Take = (above: number, title: string) => Promise<Drawn>;

function localBy({ commonDir, ledger, survey, dryRun, seen }: How): Take {
  return async (above) => {
    const floor = Math.max(above, seen);
    return dryRun
      ? { number: await peekNumber(commonDir, floor, ledger), at: now() }
      : drawNumber(commonDir, floor, survey.everyMark, ledger);
  };
}

function sharedBy(how: How, sharing: Sharing): Take {
  const counter = counterFor(how, sharing);
  return async (above, title) => {
    if (!how.dryRun) return takeShared(counter, { above: [above], title });
    const [number = 0] = await peekShared(counter, [above], [how.seen]);
    return { number, at: now() };
  };
}

async function reserve(how: How, sharing: Sharing, above: number, titles: readonly string[]): Promise<void> {
  const wish = { above: [above], title: titles[0] ?? '' };
  if (titles.length > 0) await reserveShared(counterFor(how, sharing), wish, titles.length);
}

function counterFor({ commonDir, ledger, survey }: How, { chain, block }: Sharing): SharedCounter<Drawn> {
  return {
    chain,
    counter: backlogCounter(ledger),
    block,
    claim: async ([number = 0]) => claimNumber(commonDir, number, survey.everyMark, ledger),
    isFree: async ([number = 0]) => isUndrawn(commonDir, number, ledger),
  };
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
