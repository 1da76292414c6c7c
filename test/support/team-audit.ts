import { doubleMeaningsIn } from '../../src/core/history/double-meanings.ts';
import { livesIn } from '../../src/core/identity/lives.ts';
import { timelineOfVersions } from '../../src/core/identity/timeline.ts';
import type { Graph } from './team.ts';

/** The numbers that mean two things for good behind a commit. */
export function auditedAt(graph: Graph, tip: number): readonly number[] {
  const lives = livesIn(timelineOfVersions(graph.versionsWithDirectories([tip])));
  const version = lives.timeline.versions.find(({ commit }) => commit === String(tip));
  return version ? doubleMeaningsIn(lives, version).map(({ one }) => one.id.number) : [];
}

/** Commits that nothing goes on from. */
export function tipsOf({ commits }: Graph): readonly number[] {
  const passed = new Set(commits.flatMap(({ parents }) => parents));
  return commits.map(({ index }) => index).filter((index) => !passed.has(index));
}
