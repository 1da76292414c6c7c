import type { KindName } from '../../src/core/ledger/files/file-ledger.ts';
import { renumberOnce, renumberSheets } from './sheet-renumber.ts';
import { SheetGraph } from './sheet-graph.ts';
import { BEHAVED } from './team-behaved.ts';
import { FORGETFUL } from './team-forgetful.ts';
import { mergeWell } from './team-merge.ts';
import { MISBEHAVED } from './team-misbehaved.ts';
import { draw, edit, freed, here, pickOf } from './team-moves.ts';
import type { Attempt, Dice, Steps, Team } from './team-moves.ts';
import { NOTHING } from './team.ts';
import type { Thing } from './team-things.ts';

/** A team whose items are files of a kind. */
export interface SheetTeam extends Team {
  readonly graph: SheetGraph;
}

/** Two worktrees of one clone, and another clone. */
export function newSheetTeam(kind: KindName, main?: () => number): SheetTeam {
  const graph = new SheetGraph(kind);
  const tip = graph.add([], NOTHING);
  return {
    graph,
    branches: [0, 0, 1].map((clone) => ({ clone, tip })),
    drawn: [0, 0],
    tokens: 0,
    ...(main && { main }),
    repair: (_team, { parents, files }, next) =>
      renumberSheets(graph, (now) => settling(graph, parents, now, main?.()), files, next),
  };
}

/** Steps of people who follow the rules. */
export function behavedSheets({ graph }: { readonly graph: SheetGraph }): Steps {
  const { add, archiveSilently, retitle, moveBacklog, addWorktree, clone, merge } = BEHAVED;
  return {
    add,
    remove: archiveSilently,
    retitle,
    moveFolder: moveBacklog,
    addWorktree,
    clone,
    merge,
    edit: (team, dice) => change(team, dice, (item) => ({ ...item, edition: (item.edition ?? 0) + 1 })),
    writeAnew: (team, dice) =>
      change(team, dice, (item) => {
        team.tokens += 1;
        return { ...item, body: `${item.token}n${team.tokens}` };
      }),
    renumberAgainst: (team, dice) => {
      const [own, other] = [here(team, dice.branch), here(team, dice.other)];
      if (graph.ancestors(own.tip).has(other.tip) || graph.ancestors(other.tip).has(own.tip)) return [];
      const forks = graph.mergeBases(own.tip, [other.tip]).map((fork) => graph.files(fork));
      const merged = mergeWell(forks, own.files, other.files);
      // Where there is a main branch, it is what people make room for.
      if (team.main !== undefined && other.tip !== team.main()) return [];
      const compared = settling(graph, [own.tip, other.tip], merged, other.tip);
      const outcome = renumberOnce(
        graph,
        compared,
        merged,
        () => draw(team, own.clone, merged.mark),
        own.files,
      );
      if (!outcome || outcome.moves.length === 0) return [];
      const [{ branch, tip }, { files }] = [own, outcome];
      return [{ branch, parents: [tip], files, moves: [...outcome.moves, ...freed(graph, [tip], files)] }];
    },
  };
}

/** Those who rewrite history besides. */
export function carefulSheets(team: { readonly graph: SheetGraph }): Steps {
  return { ...behavedSheets(team), ...FORGETFUL };
}

/** Those who do whatever git lets them do, too. */
export function anySheets(team: { readonly graph: SheetGraph }): Steps {
  const { squat: _squat, mislog: _mislog, ...misbehaved } = MISBEHAVED;
  return { ...carefulSheets(team), ...misbehaved };
}

/** What a merge is settled against: `main`, or where nobody knows what others start from what is merged. */
function settling(graph: SheetGraph, parents: readonly number[], files: Attempt['files'], main?: number) {
  const compared = graph.compare(parents, files, main === undefined ? [] : [main]);
  const { history } = compared;
  const [, merged] = compared.sides;
  const at = main === undefined ? merged : graph.sideAt(history, main, [main]);
  return {
    ...compared,
    target: at && {
      at: { ...at, fork: undefined },
      level: main === undefined ? ('off' as const) : ('error' as const),
      published: undefined,
    },
  };
}

function change(team: Team, dice: Dice, make: (item: Thing) => Thing): readonly Attempt[] {
  return edit(team, here(team, dice.branch), (files) => {
    const item = pickOf(files.items, dice.pick);
    return item && { ...files, items: files.items.map((other) => (other === item ? make(item) : other)) };
  });
}
