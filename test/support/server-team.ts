import type { Finding } from '../../src/core/findings/finding.ts';
import { checkUpdate, MAIN } from './server-gate.ts';
import type { Refs, Update } from './server-gate.ts';
import { newTeam, play } from './team-history.ts';
import type { Play } from './team-history.ts';
import { newDoubles } from './team-meanings.ts';
import { here } from './team-moves.ts';
import type { Dice, Steps, Team } from './team-moves.ts';
import type { Graph } from './team.ts';

/** One `git push`: what the refs were before, what it would move, and what is said of each. */
export interface ServerPush {
  readonly refs: Refs;
  readonly updates: readonly Update[];
  readonly findings: readonly (readonly Finding[] | undefined)[];
  readonly refused: boolean;
}

/** What was pushed, and what that did to the main branch where its policy is against it. */
export interface Served {
  readonly graph: Graph;
  readonly pushes: readonly ServerPush[];
  readonly doubles: readonly string[];
  /** What was refused though nothing of it would have given an ID a second meaning. */
  readonly alarms: readonly Finding[];
}

/** How a team pushes; what git itself would not send is left out. */
export type Pushes = Readonly<Record<string, (team: Team, dice: Dice, refs: Refs) => readonly Update[]>>;

/** Pushes of people who do not force what others have. */
export const PLAIN = {
  push: (team, { branch }, refs) => own(team, branch, refs),
  pushMain: (team, { branch }, refs) => onto(team, refs, here(team, branch).tip),
  pushSeveral: (team, { branch, other, pick }, refs) =>
    [branch, other, pick].flatMap((choice) => own(team, choice, refs)),
  pushTag: (team, { branch, pick }) => [{ ref: `refs/tags/t${pick % 3}`, tip: here(team, branch).tip }],
  remove: (_team, { pick }, refs) => {
    const names = [...refs.keys()].filter((ref) => ref !== MAIN);
    const ref = names[pick % names.length];
    return ref === undefined ? [] : [{ ref, tip: undefined }];
  },
} satisfies Pushes;

/** Anything to anywhere, the main branch rewritten too. */
const FORCED = {
  force: (team, { branch, other }) => [
    { ref: refOf(other % team.branches.length), tip: here(team, branch).tip },
  ],
  forceMain: ({ graph }, { pick, other }) => [
    { ref: MAIN, tip: graph.commits.length - 1 - ((pick + other * 3) % graph.commits.length) },
  ],
  forceSeveral: (team, { branch, other, pick }) => [
    { ref: MAIN, tip: here(team, branch).tip },
    { ref: refOf(1 + (pick % 3)), tip: here(team, other).tip },
    { ref: `refs/tags/t${pick % 3}`, tip: here(team, pick).tip },
  ],
} satisfies Pushes;

export const ANYWHERE: Pushes = { ...PLAIN, ...FORCED };

/** A team whose commits nobody checks, and a server that does. */
export function playServed(steps: Steps, pushes: Pushes, history: Play): Served {
  const refs = new Map([[MAIN, 0]]);
  const team = { ...newTeam(), tokens: 5000, main: () => refs.get(MAIN) ?? 0 };
  const { graph } = team;
  const book = newBook(graph);
  const made: ServerPush[] = [];
  const pushing = (updates: readonly Update[]): void => {
    if (updates.length === 0) return;
    const findings = updates.map((update) => checkUpdate(graph, refs, update));
    const refused = findings.flat().some((finding) => finding?.severity === 'error');
    const push = { refs: new Map(refs), updates, findings, refused };
    made.push(push);
    keep(book, push);
    if (refused) return;
    for (const { ref, tip } of updates) {
      if (tip === undefined) refs.delete(ref);
      else refs.set(ref, tip);
    }
  };
  const asSteps = Object.entries(pushes).map(([name, updates]) => [
    name,
    (_team: Team, dice: Dice) => {
      pushing(distinct(updates(team, dice, refs)));
      return [];
    },
  ]);
  play(team, { ...steps, ...Object.fromEntries(asSteps) }, history, () => false);
  return { graph, pushes: made, doubles: book.doubles, alarms: book.alarms };
}

/** What the team knows of its main branch: where it was, and what went wrong. */
interface Book {
  readonly graph: Graph;
  ever: readonly number[];
  readonly doubles: string[];
  readonly alarms: Finding[];
}

function newBook(graph: Graph): Book {
  return { graph, ever: [0], doubles: [], alarms: [] };
}

function keep(book: Book, { refs, updates, findings, refused }: ServerPush): void {
  const [old = 0, main] = [refs.get(MAIN), updates.find(({ ref }) => ref === MAIN)?.tip];
  const broken = doublesOf(book.graph, book.ever, old, main ?? old);
  if (!refused && main !== undefined) goOn(book, old, main, broken);
  if (refused && broken.length === 0) book.alarms.push(...findings.flatMap((ofRef) => ofRef ?? []));
}

function goOn(book: Book, old: number, main: number, broken: readonly string[]): void {
  const { isLax, forgets, letsTwins } = weaknessOf(book.graph, old);
  const twins = letsTwins ? newTwins(book, main) : [];
  if (!isLax) book.doubles.push(...broken.filter((one) => !twins.includes(one)));
  book.ever = forgets && !book.graph.ancestors(main).has(old) ? [main] : [...book.ever, main];
}

/** IDs that come with several items side by side, and that nothing before had: `duplicate-id` alone is about these. */
function newTwins({ graph, ever }: Book, tip: number): readonly string[] {
  const had = new Set(
    [...graph.own(ever)].flatMap((index) => graph.files(index).items.map(({ number }) => number)),
  );
  const { items } = graph.files(tip);
  const isTwin = ({ number, token }: (typeof items)[number]): boolean =>
    items.some((other) => other.number === number && other.token !== token);
  return items
    .filter((item) => !had.has(item.number) && isTwin(item))
    .map(({ number }) => `c${tip}: ${number}`);
}

/** A push names each ref once. */
function distinct(updates: readonly Update[]): readonly Update[] {
  return [...new Map(updates.map((update) => [update.ref, update])).values()];
}

interface Weakness {
  readonly isLax: boolean;
  readonly forgets: boolean;
  readonly letsTwins: boolean;
}

/** Whether the policy at a commit lets an ID have two meanings, or forget what it meant. */
function weaknessOf(graph: Graph, main: number): Weakness {
  const { rules = {}, accept = [] } = graph.files(main).policy ?? {};
  const isLow = (rule: keyof typeof rules): boolean => rules[rule] === 'off' || rules[rule] === 'warning';
  return {
    isLax: isLow('id-reused') || accept.length > 0,
    forgets: isLow('item-dropped'),
    letsTwins: isLow('duplicate-id'),
  };
}

/** IDs that got a meaning which nothing that the branch ever had gave them, though they had one. */
function doublesOf(graph: Graph, ever: readonly number[], old: number, tip: number): readonly string[] {
  const had = new Set([...graph.own(ever)].flatMap((index) => graph.files(index).items.map(nameOf)));
  const exchanged = graph.files(tip).items.filter((item) => {
    const before = graph.files(old).items.filter(({ number }) => number === item.number);
    return before.length > 0 && before.every(({ token }) => token !== item.token) && !had.has(nameOf(item));
  });
  return [
    ...newDoubles(graph, tip, ever, old),
    ...exchanged.map(({ number }) => `c${tip}: ${number} exchanged`),
  ];
}

function nameOf({ number, token }: { readonly number: number; readonly token: string }): string {
  return `${number} ${token}`;
}

function refOf(branch: number): string {
  return branch === 0 ? MAIN : `refs/heads/b${branch}`;
}

/** A branch to where it belongs: topics may be rewritten, the main branch only goes on. */
function own(team: Team, choice: number, refs: Refs): readonly Update[] {
  const { branch, tip } = here(team, choice);
  if (branch === 0) return onto(team, refs, tip);
  return refs.get(refOf(branch)) === tip ? [] : [{ ref: refOf(branch), tip }];
}

function onto({ graph }: Team, refs: Refs, tip: number): readonly Update[] {
  const main = refs.get(MAIN) ?? 0;
  return tip !== main && graph.ancestors(tip).has(main) ? [{ ref: MAIN, tip }] : [];
}
