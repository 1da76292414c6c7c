import { mergeWell } from './team-merge.ts';
import {
  draw,
  edit,
  entry,
  freed,
  freshThing,
  here,
  join,
  pickOf,
  settled,
  withItem,
  without,
} from './team-moves.ts';
import type { Attempt, Dice, Steps, Team } from './team-moves.ts';
import { renumber } from './team-renumber.ts';
import { PATHS } from './team.ts';
import type { Files, Thing } from './team-things.ts';

/** Steps of people and tools that follow the rules. Clones do not see each other's numbers before they meet; what collides is renumbered. */
export const BEHAVED = {
  add: (team, dice) => {
    const at = here(team, dice.branch);
    return edit(team, at, (files) => {
      const number = draw(team, at.clone);
      return withItem(files, freshThing(team, number), number);
    });
  },
  archive: (team, dice) =>
    editItem(team, dice, (files, item) => ({
      ...without(files, item),
      headings: [...files.headings, entry(team, item, true)],
    })),
  archiveSilently: (team, dice) => editItem(team, dice, without),
  log: (team, dice) =>
    editItem(team, dice, (files, item) => ({
      ...files,
      headings: [...files.headings, entry(team, item, false)],
    })),
  document: (team, dice) =>
    editItem(team, dice, (files, item) => {
      const isKnown = files.directories.some(({ number }) => number === item.number);
      return isKnown ? undefined : { ...files, directories: [...files.directories, item] };
    }),
  retitle: (team, dice) =>
    editItem(team, dice, (files, item) => {
      const title = `${item.title} again`;
      const items = files.items.map((other) => (other === item ? { ...other, title } : other));
      return { ...files, items };
    }),
  moveBacklog: (team, dice) =>
    edit(team, here(team, dice.branch), (files) => ({
      ...files,
      path: PATHS.find((path) => path !== files.path),
    })),
  addWorktree: (team, dice) => branchOff(team, dice, here(team, dice.branch).clone),
  clone: (team, dice) => branchOff(team, dice, team.drawn.length),
  merge: (team, dice) => settled(team, join(team, dice, mergeWell)),
  renumberAgainst: (team, dice) => {
    const [own, other] = [here(team, dice.branch), here(team, dice.other)];
    const { graph } = team;
    // Where there is a main branch, it is what people make room for.
    const isStale = team.main !== undefined && other.tip !== team.main();
    const isAhead = graph.ancestors(own.tip).has(other.tip);
    const situation = isAhead || isStale ? undefined : graph.against(own.tip, other.tip);
    const outcome =
      situation && renumber(situation, own.files, () => draw(team, own.clone, other.files.mark));
    if (!outcome || outcome.moves.length === 0) return [];
    const [{ branch, tip }, { files }] = [own, outcome];
    return [{ branch, parents: [tip], files, moves: [...outcome.moves, ...freed(graph, [tip], files)] }];
  },
} satisfies Steps;

function editItem(
  team: Team,
  dice: Dice,
  change: (files: Files, item: Thing) => Files | undefined,
): readonly Attempt[] {
  return edit(team, here(team, dice.branch), (files) => {
    const item = pickOf(files.items, dice.pick);
    return item && change(files, item);
  });
}

/** Another work tree, in this clone or a new one. */
function branchOff(team: Team, dice: Dice, clone: number): readonly Attempt[] {
  const { tip, files } = here(team, dice.branch);
  if (team.branches.length >= 5) return [];
  team.branches.push({ clone, tip });
  team.drawn[clone] ??= files.mark;
  return [];
}
