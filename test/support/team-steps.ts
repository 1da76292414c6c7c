import { mergeFiles, type Entry, type Files, type Graph, type Thing } from './team.ts';

/** What a team has at hand: branches as commits, and what has been drawn. */
export interface Team {
  readonly graph: Graph;
  /** Tips; the first is the main line. */
  readonly branches: number[];
  drawn: number;
  tokens: number;
}

/** Three free choices, for whatever a step has to choose. */
export interface Dice {
  readonly branch: number;
  readonly other: number;
  readonly pick: number;
}

/** A commit that somebody is about to make on `branch`. */
export interface Attempt {
  readonly branch: number;
  /** Undefined: on top of the attempt before this one. */
  readonly parents: readonly number[] | undefined;
  readonly files: Files;
}

export type Step = (team: Team, dice: Dice) => readonly Attempt[];

/** Steps of people and tools that follow the rules. */
export const BEHAVED = {
  add: (team, dice) => {
    team.drawn += 1;
    return edit(team, dice, (files) => withItem(files, freshThing(team, team.drawn), team.drawn));
  },
  archive: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      return item && { ...without(files, item), headings: [...files.headings, entry(team, item, true)] };
    }),
  archiveSilently: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      return item && without(files, item);
    }),
  log: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      return item && { ...files, headings: [...files.headings, entry(team, item, false)] };
    }),
  document: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      const known = item && files.directories.some(({ number }) => number === item.number);
      return item && !known ? { ...files, directories: [...files.directories, item] } : undefined;
    }),
  retitle: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      const title = `${item?.title} again`;
      const items = files.items.map((other) => (other === item ? { ...other, title } : other));
      return item && { ...files, items };
    }),
  fork: (team, dice) => {
    if (team.branches.length < 5) team.branches.push(tip(team, dice.branch));
    return [];
  },
  merge: (team, dice) => join(team, dice, mergeWell),
} satisfies Record<string, Step>;

/**
 * Steps of the same people that make git forget: what came and went in a squashed branch leaves no trace, and what lives on in two
 * copies brings back what one of them archived.
 */
export const FORGETFUL = {
  squash: (team, dice) => {
    const [attempt] = join(team, dice, mergeWell);
    return attempt ? [{ ...attempt, parents: attempt.parents?.slice(0, 1) }] : [];
  },
  rebase: ({ graph, branches }, dice) => {
    const branch = dice.branch % branches.length;
    const [from, onto] = [branches[branch] ?? 0, pickOf(branches, dice.other) ?? 0];
    const own = [...graph.ancestors(from)].filter((index) => !graph.ancestors(onto).has(index));
    let files = graph.files(onto);
    return own
      .sort((a, b) => a - b)
      .filter((index) => isPlain(graph, index))
      .map((index, position) => {
        files = mergeWell([parentFiles(graph, index)], files, graph.files(index));
        return { branch, parents: position === 0 ? [onto] : undefined, files };
      });
  },
  cherryPick: (team, dice) => {
    const picked = pickOf([...team.graph.ancestors(tip(team, dice.other))], dice.pick) ?? 0;
    const isNew = !team.graph.ancestors(tip(team, dice.branch)).has(picked);
    if (!isNew || !isPlain(team.graph, picked)) return [];
    return edit(team, dice, (files) =>
      mergeWell([parentFiles(team.graph, picked)], files, team.graph.files(picked)),
    );
  },
  revert: (team, dice) =>
    undo(team, dice, (files, reverted, before) => mergeFiles([reverted], files, before, files.mark)),
} satisfies Record<string, Step>;

/** Steps of those who do not, and accidents. */
export const MISBEHAVED = {
  addNaively: (team, dice) =>
    edit(team, dice, (files) => {
      const number = Math.max(files.mark, ...files.items.map((item) => item.number)) + 1;
      team.drawn = Math.max(team.drawn, number);
      return withItem(files, freshThing(team, number), number);
    }),
  reuse: (team, dice) =>
    edit(team, dice, (files) =>
      withItem(files, freshThing(team, (dice.pick % (files.mark + 1)) + 1), files.mark),
    ),
  replace: (team, dice) =>
    edit(team, dice, (files) => {
      const item = pickOf(files.items, dice.pick);
      return item && withItem(without(files, item), freshThing(team, item.number), files.mark);
    }),
  squat: (team, dice) =>
    edit(team, dice, (files) => ({
      ...files,
      directories: [...files.directories, freshThing(team, (dice.pick % (files.mark + 1)) + 1)],
    })),
  lowerMark: (team, dice) =>
    edit(team, dice, (files) => ({ ...files, mark: Math.max(0, files.mark - 1 - (dice.pick % 3)) })),
  mislog: (team, dice) =>
    edit(team, dice, (files) => ({
      ...files,
      headings: [...files.headings, entry(team, freshThing(team, (dice.pick % (files.mark + 1)) + 1), false)],
    })),
  revertMark: (team, dice) =>
    undo(team, dice, (files, reverted, before) => mergeFiles([reverted], files, before, before.mark)),
  mergeOurs: (team, dice) => join(team, dice, (_, ours) => ours),
  mergeOurMark: (team, dice) =>
    join(team, dice, (forks, ours, theirs) => mergeFiles(forks, ours, theirs, ours.mark)),
  restore: (team, dice) =>
    edit(team, dice, (files) => {
      const behind = [...team.graph.ancestors(tip(team, dice.branch))];
      const old = pickOf(team.graph.files(pickOf(behind, dice.other) ?? 0).items, dice.pick);
      const present = files.items.some((item) => item.token === old?.token);
      return old && !present ? withItem(files, old, files.mark) : undefined;
    }),
} satisfies Record<string, Step>;

function edit(team: Team, dice: Dice, change: (files: Files) => Files | undefined): readonly Attempt[] {
  const parent = tip(team, dice.branch);
  const files = change(team.graph.files(parent));
  return files ? [{ branch: dice.branch % team.branches.length, parents: [parent], files }] : [];
}

function join(
  team: Team,
  dice: Dice,
  combine: (forks: readonly Files[], ours: Files, theirs: Files) => Files,
): readonly Attempt[] {
  const [ours, theirs] = [tip(team, dice.branch), tip(team, dice.other)];
  const isUseless = team.graph.ancestors(ours).has(theirs) || team.graph.ancestors(theirs).has(ours);
  const forks = team.graph.mergeBases(ours, [theirs]);
  if (isUseless) return [];
  const { graph } = team;
  const files = combine(
    forks.map((fork) => graph.files(fork)),
    graph.files(ours),
    graph.files(theirs),
  );
  return [{ branch: dice.branch % team.branches.length, parents: [ours, theirs], files }];
}

function undo(
  team: Team,
  dice: Dice,
  combine: (files: Files, reverted: Files, before: Files) => Files,
): readonly Attempt[] {
  const { graph } = team;
  const plain = [...graph.ancestors(tip(team, dice.branch))].filter((index) => isPlain(graph, index));
  const reverted = pickOf(plain, dice.pick);
  if (reverted === undefined) return [];
  // Directories and headings are traces only as long as they stand: whoever takes one back has it forgotten.
  return edit(team, dice, ({ directories, headings, ...files }) => {
    const undone = combine(
      { ...files, directories, headings },
      graph.files(reverted),
      parentFiles(graph, reverted),
    );
    return { ...undone, directories, headings };
  });
}

function isPlain({ commits }: Graph, index: number): boolean {
  return commits[index]?.parents.length === 1;
}

function parentFiles(graph: Graph, index: number): Files {
  return graph.files(graph.commits[index]?.parents[0] ?? 0);
}

function mergeWell(forks: readonly Files[], ours: Files, theirs: Files): Files {
  return mergeFiles(forks, ours, theirs, Math.max(ours.mark, theirs.mark));
}

function tip({ branches }: Team, choice: number): number {
  return pickOf(branches, choice) ?? 0;
}

function pickOf<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % list.length];
}

function freshThing(team: Team, number: number): Thing {
  team.tokens += 1;
  const token = String(team.tokens);
  return { token, number, title: `Mend x${token} of y${token}` };
}

function entry(team: Team, thing: Thing, terminal: boolean): Entry {
  team.tokens += 1;
  return { ...thing, terminal, at: `2026-01-01T00:00:00.${String(team.tokens).padStart(9, '0')}+00:00` };
}

function withItem(files: Files, item: Thing, mark: number): Files {
  return { ...files, items: [...files.items, item], mark: Math.max(files.mark, mark) };
}

function without(files: Files, item: Thing): Files {
  return { ...files, items: files.items.filter((other) => other !== item) };
}
