import { expect, test } from 'vitest';

import { idsIn } from '../support/collision.ts';
import { hook } from '../support/hooked.ts';
import {
  before,
  entriesIn,
  HABITS,
  OPERATIONS,
  rememberPublished,
  SHAPES,
  unmerged,
} from '../support/conflicts.ts';
import type { HabitName, OperationName, ShapeName } from '../support/conflicts.ts';
import { run } from '../support/operations.ts';
import type { TestRepo } from '../support/repo.ts';

const OPERATION_NAMES = Object.keys(OPERATIONS).filter((name): name is OperationName => name in OPERATIONS);
const SHAPE_NAMES = Object.keys(SHAPES).filter((name): name is ShapeName => name in SHAPES);
const HABIT_NAMES = Object.keys(HABITS).filter((name): name is HabitName => name in HABITS);

/** Writes a message where git has none. */
const EDITOR = `sh -c 'grep -q "^[^#]" "$1" || echo Resolve >"$1"' editor`;

/** Runs a command as it was printed. */
async function obey(repo: TestRepo, command: string): Promise<string> {
  const [program = '', ...words] = command.split(' ');
  if (program === 'git') return repo.git('-c', `core.editor=${EDITOR}`, ...words);
  const { code, stdout, stderr } = await run(repo, ...words);
  expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
  return stdout + stderr;
}

/** Does only what is printed, until nothing more is. */
async function follow(repo: TestRepo, first: string): Promise<void> {
  let next: string | undefined = first;
  for (let turn = 0; next !== undefined; turn += 1) {
    expect(turn, `a fifth command: ${next}`).toBeLessThan(4);
    const said: string = await obey(repo, next);
    next = /^(?:Next|Stage it): (.*)$/mu.exec(said)?.[1];
  }
}

async function expectClean(repo: TestRepo, shape: ShapeName): Promise<void> {
  for (const options of [[], ['--staged']]) {
    const { stdout } = await run(repo, 'check', ...options);
    expect(stdout).toMatch(/^clean: /mu);
  }
  expect(unmerged(repo)).toEqual([]);
  const { archived } = SHAPES[shape];
  const ids = idsIn(repo);
  const present = ['One', 'Two', 'Ours thing', 'Theirs thing', 'Theirs second'].filter(
    (title) => !archived.some((one) => one === title),
  );
  expect(Object.keys(ids).toSorted()).toEqual(present.toSorted());
  const gone = entriesIn(repo).filter((entry) => archived.some((title) => entry.endsWith(title)));
  expect(gone).toHaveLength(archived.length);
  const numbers = [...Object.values(ids), ...gone.map((entry) => entry.slice(0, entry.indexOf(' ')))];
  expect(new Set(numbers).size).toBe(5);
}

/** What was published, or in HEAD, has its number still. */
function expectKeeper(repo: TestRepo, title: string): void {
  const ids = idsIn(repo);
  expect(
    ids[title] ??
      entriesIn(repo)
        .find((entry) => entry.endsWith(title))
        ?.slice(0, 7),
  ).toBe('WRK-003');
}

/** What pointed to theirs still does. */
function expectPointers(repo: TestRepo): void {
  const { 'Theirs thing': theirs } = idsIn(repo);
  const pointer = /dependencies: \[(.*)\]\n {2}origin: (.*)\/review/u.exec(repo.read('BACKLOG.yaml'));
  if (theirs !== undefined) expect(pointer?.slice(1)).toEqual([theirs, theirs]);
}

/** The one command that `check` prints, whatever it found. */
async function fixIn(repo: TestRepo): Promise<string> {
  const { stdout } = await run(repo, 'check');
  const fixes = new Set([...stdout.matchAll(/ {2}fix: (.*)$/gmu)].map(([, line = '']) => line));
  expect(fixes.size, stdout).toBeLessThanOrEqual(1);
  return [...fixes][0] ?? 'tidemark resolve';
}

async function play(cell: Cell): Promise<void> {
  const { operation, shape, driver, habit, hooks, published } = cell;
  const repo = before(operation, shape, driver);
  if (published) rememberPublished(repo, PUBLISHED[operation] === 'theirs' ? 'side' : 'main');
  if (hooks) hook(repo);
  const { status } = OPERATIONS[operation](repo);
  const stopped = status !== 0;
  if (stopped) HABITS[habit](repo);
  // What was popped without a conflict is not staged.
  else repo.git('add', '-A');
  const fix = await fixIn(repo);
  await follow(repo, stopped ? 'tidemark resolve' : fix);
  await expectSettled(repo, cell, stopped);
}

async function expectSettled(
  repo: TestRepo,
  { operation, shape, published }: Cell,
  stopped: boolean,
): Promise<void> {
  if (repo.git('diff', '--cached', '--stat') !== '') repo.commit('What is left');
  await expectClean(repo, shape);
  const keepsTheirs = operation === 'pull' || (published && PUBLISHED[operation] === 'theirs');
  expectKeeper(repo, keepsTheirs ? 'Theirs thing' : 'Ours thing');
  if (stopped) expectPointers(repo);
  const { stdout } = await run(repo, 'resolve');
  expect(stdout).toContain('There is nothing to resolve.');
}

/** Where others may have one side already: theirs in what is brought to a branch, ours in what is put on top of it. */
const PUBLISHED: Readonly<Partial<Record<OperationName, 'ours' | 'theirs'>>> = {
  merge: 'theirs',
  squash: 'theirs',
  'cherry-pick': 'theirs',
  'cherry-pick -n': 'theirs',
  'am -3': 'theirs',
  rebase: 'ours',
  'rebase --apply': 'ours',
  'stash pop': 'ours',
};

interface Cell {
  readonly operation: OperationName;
  readonly shape: ShapeName;
  readonly driver: boolean;
  readonly habit: HabitName;
  readonly hooks: boolean;
  /** Others have one side already; in a pull they always do. */
  readonly published: boolean;
}

/** `all`: the whole table. Otherwise a part, in which every two of them meet. */
const all = process.env['TORTURE_CONFLICTS'] === 'all';
const EITHER = [true, false];
const CELLS = OPERATION_NAMES.flatMap((operation, row) =>
  SHAPE_NAMES.flatMap((shape, column) =>
    HABIT_NAMES.flatMap((habit, turn) =>
      EITHER.flatMap((driver) =>
        EITHER.flatMap((hooks) =>
          EITHER.map((published): Cell => ({ operation, shape, driver, habit, hooks, published })),
        ),
      )
        .filter(({ published }) => !published || operation in PUBLISHED)
        .filter(({ driver, hooks, published }) => {
          const isTurn = turn === (row + 2 * column) % HABIT_NAMES.length;
          const isOne =
            driver === ((Math.floor(row / 5) + column) % 2 === 0) && hooks === (row + column) % 2 > 0;
          return all || (isTurn && isOne && published === (operation in PUBLISHED && column % 3 > 0));
        }),
    ),
  ),
);

/** In a revert the ID was theirs before, and what HEAD has archived under it since stays, too: that is for people. */
const isDecidable = ({ operation, shape }: Cell): boolean =>
  shape !== 'archived by us' || operation !== 'revert';

test.each(CELLS.filter(isDecidable))(
  '$operation, $shape, driver $driver, $habit, hooks $hooks, published $published',
  play,
);
