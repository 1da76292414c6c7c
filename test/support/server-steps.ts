import { BEHAVED } from './team-behaved.ts';
import { FORGETFUL } from './team-forgetful.ts';
import { MISBEHAVED } from './team-misbehaved.ts';
import { edit, freed, here, impliedMoves, pickOf, withItem, without } from './team-moves.ts';
import type { Dice, Steps, Team } from './team-moves.ts';
import { NOTHING } from './team.ts';
import type { Graph } from './team.ts';
import type { Files, TeamPolicy, Thing } from './team-things.ts';

/** Policies that nobody who follows the rules would mind. */
const HARMLESS: readonly (TeamPolicy | undefined)[] = [
  undefined,
  { rules: { 'id-below-mark': 'off' }, accept: [] },
  { rules: { 'item-dropped': 'warning', 'mark-leap': 'warning' }, accept: [] },
];

/** Policies that let through what the default one stops. */
const WEAK: readonly TeamPolicy[] = [
  { rules: { 'id-reused': 'off', 'duplicate-id': 'off' }, accept: [] },
  { rules: { 'id-reused': 'warning' }, accept: [] },
  { rules: { 'mark-regressed': 'off', 'mark-behind': 'off', 'mark-missing': 'off' }, accept: [] },
  { rules: { 'backlog-missing': 'off', 'item-dropped': 'off', 'duplicate-id': 'warning' }, accept: [] },
];

/** What people who follow the rules also do where there is a server. */
const SHARED = {
  configure: (team, { branch, pick }) => withPolicy(team, branch, HARMLESS[pick % HARMLESS.length]),
  // Such as a branch of pages: it has no backlog.
  orphanPages: (team, { branch, pick }) => {
    if (team.branches.length >= 6 || pick % 3 > 0) return [];
    const { clone } = here(team, branch);
    team.branches.push({ clone, tip: team.graph.add([], { ...NOTHING, path: undefined }) });
    return [];
  },
  subtree: (team, { branch, other }) => {
    const [ours, theirs] = [here(team, branch), here(team, other)];
    if (team.graph.areRelated(ours.tip, theirs.tip) || theirs.files.path !== undefined) return [];
    return [{ branch: ours.branch, parents: [ours.tip, theirs.tip], files: ours.files }];
  },
} satisfies Steps;

/** What somebody does who knows the rules and wants to get past them. */
const ADVERSE = {
  weaken: (team, { branch, pick }) => withPolicy(team, branch, WEAK[pick % WEAK.length]),
  accept: (team, { branch, other, pick }) => {
    const item = pickOf(team.graph.files(anyCommit(team.graph, other)).items, pick);
    if (!item) return [];
    const id = `WRK-${String(item.number).padStart(3, '0')}`;
    const entry = { rule: 'id-reused', id, subject: item.title, reason: 'mine' } as const;
    return withPolicy(team, branch, { rules: {}, accept: [entry] });
  },
  // Any parents, and the files of any commit, as they were or with something slipped in.
  craft: (team, dice) => {
    const { graph } = team;
    const { branch, tip } = here(team, dice.branch);
    const chosen = [tip, anyCommit(graph, dice.other), anyCommit(graph, dice.pick * 7 + dice.other)];
    const parents = [...new Set(chosen.slice(dice.pick % 3 === 0 ? 1 : 0, 1 + (dice.other % 3)))];
    const source = graph.files(anyCommit(graph, dice.pick * 13 + dice.branch));
    const files = CHANGES[(dice.pick + dice.other) % CHANGES.length]?.(team, source, dice) ?? source;
    if (parents.length === 0) return [];
    const fork = parents.length > 1 ? graph.mergeBases(parents[0] ?? 0, parents.slice(1))[0] : undefined;
    const moves = fork === undefined ? [] : impliedMoves(graph, parents, files, graph.files(fork).mark);
    return [
      {
        branch,
        parents,
        files,
        moves: [...moves, ...(parents.length > 1 ? freed(graph, parents, files) : [])],
      },
    ];
  },
  orphan: (team, dice) => {
    const { branch, files } = here(team, dice.branch);
    if (branch === 0) return [];
    const change = CHANGES[dice.pick % CHANGES.length];
    return [{ branch, parents: [], files: change?.(team, files, dice) ?? files }];
  },
  // A branch that goes on from somewhere in the past, as `git reset` makes it.
  reset: (team, dice) => {
    const { branch, tip } = here(team, dice.branch);
    const behind = [...team.graph.ancestors(tip)];
    const chosen = team.branches[branch];
    if (chosen) chosen.tip = pickOf(behind, dice.pick) ?? tip;
    return [];
  },
} satisfies Steps;

/** Everybody who follows the rules; and anybody at all. */
export const FOLLOWING: Steps = { ...BEHAVED, ...SHARED };
export const ANYBODY: Steps = { ...FOLLOWING, ...FORGETFUL, ...MISBEHAVED, ...ADVERSE };

type Change = (team: Team, files: Files, dice: Dice) => Files | undefined;

const CHANGES: readonly Change[] = [
  () => undefined,
  (team, files, { pick }) => withItem(files, forged(team, 1 + (pick % (files.mark + 1))), files.mark),
  (team, files, { pick }) => {
    const item = pickOf(files.items, pick);
    return item && withItem(without(files, item), forged(team, item.number), files.mark);
  },
  (_team, files, { pick }) => {
    const item = pickOf(files.items, pick);
    return item && without(files, item);
  },
  (_team, files) => ({ ...files, items: [] }),
  (_team, files, { pick }) => ({ ...files, mark: Math.max(0, files.mark + 1 - (pick % 4)) }),
  (_team, files) => ({ ...files, policy: undefined }),
];

/** A thing that claims to be older than all others. */
function forged({ graph }: Team, number: number): Thing {
  const token = String(4000 - graph.commits.length);
  return { token, number, title: `Mend x${token} of y${token}` };
}

function anyCommit({ commits }: Graph, choice: number): number {
  return commits.length - 1 - (choice % commits.length);
}

function withPolicy(team: Team, branch: number, policy: TeamPolicy | undefined) {
  return edit(team, here(team, branch), (files) => ({ ...files, policy }));
}
