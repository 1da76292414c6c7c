import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { newTeam, play, withPushes } from './team-history.ts';
import type { Play } from './team-history.ts';
import { mergeWell } from './team-merge.ts';
import { draw, here, settled } from './team-moves.ts';
import type { Steps, Team } from './team-moves.ts';
import { pushSituation } from './team-push.ts';
import { renumber } from './team-renumber.ts';
import type { Graph } from './team.ts';

/** Somebody brings the main branch from `old` to `tip`, or a gate stops it; then what is printed is done, and it is tried again. */
export interface SharedPush {
  readonly old: number;
  readonly tip: number;
  /** The errors of the gate; empty where it lets the push pass. */
  readonly errors: readonly Finding[];
}

export interface SharedPlay {
  readonly graph: Graph;
  readonly pushes: readonly SharedPush[];
  /** What the main branch was, in turn. */
  readonly tips: readonly number[];
  /** Pushes that what is printed does not get through. */
  readonly stuck: readonly SharedPush[];
}

const ENOUGH = 5;

/** A team that shares one main branch, and knows where it is: whatever is there keeps its IDs. Everybody does what is printed. */
export function playShared(steps: Steps, history: Play): SharedPlay {
  const tips = [0];
  const pushes: SharedPush[] = [];
  const stuck: SharedPush[] = [];
  let published = 0;
  const team: Team = { ...newTeam(), main: () => published };
  const pushing = (_team: Team, branch: number): void => {
    for (let turn = 0; turn < ENOUGH; turn += 1) {
      const old = published;
      if (!pull(team, branch, old)) return;
      const { tip } = here(team, branch);
      if (tip === old) return;
      const errors = errorsOf(team.graph, tip, old);
      pushes.push({ old, tip, errors });
      if (errors.length === 0) {
        published = tip;
        tips.push(tip);
        return;
      }
      const outcome = obey(team, branch, old);
      if (outcome === 'people decide') return;
      if (outcome === 'nothing') return void stuck.push({ old, tip, errors });
    }
    stuck.push(...pushes.slice(-1));
  };
  play(team, withPushes(steps, pushing), history, () => false);
  return { graph: team.graph, pushes, tips, stuck };
}

/** False where people have to decide. */
function pull(team: Team, branch: number, main: number): boolean {
  const { graph } = team;
  const { tip, files } = here(team, branch);
  if (graph.ancestors(tip).has(main)) return true;
  if (graph.ancestors(main).has(tip)) return move(team, branch, main);
  if (files.path === undefined) return false;
  const forks = graph.mergeBases(tip, [main]).map((fork) => graph.files(fork));
  const merged = mergeWell(forks, files, graph.files(main));
  const [attempt] = settled(team, [{ branch, parents: [tip, main], files: merged }]);
  return (
    attempt !== undefined && move(team, branch, graph.add(attempt.parents, attempt.files, attempt.moves))
  );
}

/** `renumber --against main`, and a commit. What has left the backlog cannot take a number with it: that is for people. */
function obey(team: Team, branch: number, main: number): 'done' | 'nothing' | 'people decide' {
  const { tip, clone, files } = here(team, branch);
  const situation = team.graph.against(tip, main);
  const outcome = situation && renumber(situation, files, () => draw(team, clone, files.mark));
  if (!outcome) return 'people decide';
  if (outcome.moves.length === 0) return 'nothing';
  move(team, branch, team.graph.add([tip], outcome.files, outcome.moves));
  return 'done';
}

function move(team: Team, at: number, tip: number): true {
  const branch = team.branches[at];
  if (branch) branch.tip = tip;
  return true;
}

function errorsOf(graph: Graph, tip: number, old: number): readonly Finding[] {
  const situation = pushSituation(graph, tip, old, [old]);
  if (!situation) return [];
  const target = { base: graph.base(old), level: 'error' } as const;
  return evaluate({ ...situation, target }).findings.filter(({ severity }) => severity === 'error');
}
