import { mergeFiles, mergeWell } from './team-merge.ts';
import { edit, here, isPlain, join, movesOf, parentFiles, pickOf, pickOnto, settled } from './team-moves.ts';
import type { Attempt, Dice, Steps, Team } from './team-moves.ts';
import type { Files } from './team-things.ts';

/**
 * Steps of people who follow the rules that make git forget: what came and went in a squashed branch leaves no trace, and what lives on in
 * two copies brings back what one of them archived.
 */
export const FORGETFUL = {
  squash: (team, dice) => {
    const { graph } = team;
    const squashed = join(team, dice, mergeWell).map((attempt) => ({
      ...attempt,
      parents: attempt.parents.slice(0, 1),
      moves: [
        ...(attempt.moves ?? []),
        ...[...graph.ancestors(attempt.parents[1] ?? 0)].flatMap((index) => movesOf(graph, index)),
      ],
    }));
    return settled(team, squashed);
  },
  *rebase(team, dice) {
    const { graph } = team;
    const [from, onto] = [here(team, dice.branch), here(team, dice.other)];
    const own = [...graph.ancestors(from.tip)].filter((index) => !graph.ancestors(onto.tip).has(index));
    let parent = onto.tip;
    for (const index of own.sort((a, b) => a - b).filter((each) => isPlain(graph, each))) {
      const files = pickOnto(graph, graph.files(parent), index);
      if (!files) return;
      const [attempt] = settled(team, [
        { branch: from.branch, parents: [parent], files, moves: movesOf(graph, index) },
      ]);
      if (!attempt) return;
      yield attempt;
      parent = here(team, from.branch).tip;
    }
  },
  cherryPick: (team, dice) => {
    const { graph } = team;
    const at = here(team, dice.branch);
    const picked = pickOf([...graph.ancestors(here(team, dice.other).tip)], dice.pick) ?? 0;
    if (graph.ancestors(at.tip).has(picked) || !isPlain(graph, picked)) return [];
    const moves = movesOf(graph, picked);
    const attempts = edit(team, at, (files) => pickOnto(graph, files, picked));
    return settled(
      team,
      attempts.map((attempt) => ({ ...attempt, moves })),
    );
  },
  revert: (team, dice) =>
    settled(
      team,
      undo(team, dice, (files, reverted, before) => mergeFiles([reverted], files, before, files.mark)),
    ),
} satisfies Steps;

/** Takes an earlier commit back. */
export function undo(
  team: Team,
  dice: Dice,
  combine: (files: Files, reverted: Files, before: Files) => Files,
): readonly Attempt[] {
  const { graph } = team;
  const at = here(team, dice.branch);
  const plain = [...graph.ancestors(at.tip)].filter((index) => isPlain(graph, index));
  const index = pickOf(plain, dice.pick);
  if (index === undefined) return [];
  const [reverted, before] = [graph.files(index), parentFiles(graph, index)];
  if (reverted.path === undefined || before.path === undefined) return [];
  // Directories and headings are traces only as long as they stand: whoever takes one back has it forgotten.
  return edit(team, at, (files) => {
    const { path, items, mark } = combine(files, reverted, before);
    return { ...files, path, items, mark };
  });
}
