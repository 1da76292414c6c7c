import { undo } from './team-forgetful.ts';
import { mergeFiles, mergeWell } from './team-merge.ts';
import { draw, edit, entry, freshThing, here, join, pickOf, withItem, without } from './team-moves.ts';
import type { Attempt, Dice, Steps, Team } from './team-moves.ts';
import type { Files } from './team-things.ts';

/** Steps of those who do not follow the rules, and accidents. */
export const MISBEHAVED = {
  addNaively: (team, dice) =>
    change(team, dice, (files) => {
      const number = Math.max(files.mark, ...files.items.map((item) => item.number)) + 1;
      return withItem(files, freshThing(team, number), number);
    }),
  reuse: (team, dice) =>
    change(team, dice, (files) => withItem(files, freshThing(team, oldNumber(files, dice)), files.mark)),
  replace: (team, dice) =>
    change(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      return item && withItem(without(files, item), freshThing(team, item.number), files.mark);
    }),
  handOn: (team, dice) =>
    change(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      // Of two that share an ID, the one that leaves it to the other does right.
      const isAlone = files.items.every((other) => other === item || other.number !== item?.number);
      if (!item || !isAlone) return undefined;
      const number = draw(team, here(team, dice.branch).clone);
      const handed = withItem(without(files, item), freshThing(team, item.number), files.mark);
      return withItem(handed, { ...item, number }, number);
    }),
  squat: (team, dice) =>
    change(team, dice, (files) => ({
      ...files,
      directories: [...files.directories, freshThing(team, oldNumber(files, dice))],
    })),
  mislog: (team, dice) =>
    change(team, dice, (files) => ({
      ...files,
      headings: [...files.headings, entry(team, freshThing(team, oldNumber(files, dice)), false)],
    })),
  lowerMark: (team, dice) =>
    change(team, dice, (files) => ({ ...files, mark: Math.max(0, files.mark - 1 - (dice.pick % 3)) })),
  revertMark: (team, dice) =>
    undo(team, dice, (files, reverted, before) => mergeFiles([reverted], files, before, before.mark)),
  mergeBlindly: (team, dice) => join(team, dice, mergeWell),
  // Entries and directories stay, for what is taken away leaves no trace.
  mergeOurs: (team, dice) =>
    join(team, dice, (forks, ours, theirs) => {
      const { headings, directories } = mergeWell(forks, ours, theirs);
      return { ...ours, headings, directories };
    }),
  mergeOurMark: (team, dice) =>
    join(team, dice, (forks, ours, theirs) => mergeFiles(forks, ours, theirs, ours.mark)),
  restore: (team, dice) =>
    change(team, dice, (files) => {
      const behind = [...team.graph.ancestors(here(team, dice.branch).tip)];
      const old = pickOf(team.graph.files(pickOf(behind, dice.other) ?? 0).items, dice.pick);
      const isPresent = files.items.some((item) => item.token === old?.token);
      return old && !isPresent ? withItem(files, old, files.mark) : undefined;
    }),
  loseBacklog: (team, dice) =>
    change(team, dice, (files) => ({ ...files, path: undefined, items: [], mark: 0 })),
  startAnew: (team, dice) => {
    const { branch, tip, files } = here(team, dice.branch);
    if (files.path !== undefined) return [];
    const { graph } = team;
    const lent = graph.files(graph.lender(tip) ?? tip);
    const found = dice.pick % 2 === 0 ? lent : { ...lent, items: [], mark: 0 };
    return [{ branch, parents: [tip], files: { ...files, ...pathed(found) } }];
  },
} satisfies Steps;

function change(team: Team, dice: Dice, make: (files: Files) => Files | undefined): readonly Attempt[] {
  return edit(team, here(team, dice.branch), make);
}

function pathed({ path, items, mark }: Files): Pick<Files, 'path' | 'items' | 'mark'> {
  return { path, items, mark };
}

/** Any number that was ever in use, or the next one. */
function oldNumber({ mark }: Files, { pick }: Dice): number {
  return (pick % (mark + 1)) + 1;
}
