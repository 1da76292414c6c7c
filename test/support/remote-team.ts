import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';

import { OLD, items, useDriver } from './collision.ts';
import { hook } from './hooked.ts';
import { isRebasing, linesIn, obey, settle } from './obedient.ts';
import type { Obedient, Said } from './obedient.ts';
import { tidemark } from './cli.ts';
import { createRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { slugOf } from './texts.ts';

/** Where a team is checked before something reaches the main branch. */
export type Gate = 'pre-receive' | 'pre-push' | 'ci';

/** One of a team. */
export interface Member extends Obedient {
  readonly name: string;
}

/** People with a clone each of one server, who all start from its main. */
export interface RemoteTeam {
  readonly gate: Gate;
  readonly server: TestRepo;
  readonly members: readonly Member[];
  readonly story: string[];
  /** Called where a gate stops somebody. */
  readonly onRefusal: (member: Member) => void;
  things: number;
}

/** What is left to chance in a step. */
export interface Chance {
  readonly who: number;
  readonly pick: number;
}

export interface Habits {
  readonly gate: Gate;
  readonly driver: readonly boolean[];
  readonly hooks: readonly boolean[];
  /** Numbers are taken over a ref of the server. */
  readonly isShared?: boolean;
}

export function newRemoteTeam(
  { gate, driver, hooks, isShared = false }: Habits,
  onRefusal: RemoteTeam['onRefusal'],
): RemoteTeam {
  const start = createRepo();
  start.commit('Base', { ...items(...OLD), ...(isShared ? { '.tidemark.yaml': 'shared: origin\n' } : {}) });
  const server = start.clone('--bare');
  if (gate === 'pre-receive')
    expect(tidemark('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
  const story: string[] = [];
  const members = driver.map((hasDriver, at): Member => {
    const repo = server.clone();
    if (hooks[at] || gate === 'pre-push') hook(repo);
    if (hasDriver) useDriver(repo);
    if (isShared && at === 0) expect(tidemark(repo.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    return { repo, story, name: `m${at}` };
  });
  return { gate, server, members, story, onRefusal, things: 0 };
}

type Step = (team: RemoteTeam, member: Member, pick: number) => Promise<void>;

/** What people do on a day. Whatever is printed, they do as well. */
export const STEPS = {
  add: async (team, member) => {
    await add(team, member);
    await commit(member);
  },
  retitle: async (team, member, pick) => {
    const { repo } = member;
    const titles = titlesIn(repo);
    const title = titles[pick % Math.max(titles.length, 1)];
    if (title === undefined) return;
    const text = repo.read('BACKLOG.yaml');
    const now = `${title} by ${member.name}`;
    repo.write({ 'BACKLOG.yaml': text.replace(`title: ${title}\n`, () => `title: ${now}\n`) });
    team.story.push(`${member.name} retitles ${title}`);
    await commit(member);
  },
  archive: async (_team, member, pick) => {
    const ids = ownIdsIn(member);
    const id = ids[pick % Math.max(ids.length, 1)];
    if (id === undefined) return;
    await obey(member, `tidemark archive ${id} --force`);
    await commit(member);
  },
  work: async (_team, member, pick) => {
    const { repo } = member;
    const all = [...repo.read('BACKLOG.yaml').matchAll(/^- id: (.*)\n {2}title: (.*)$/gmu)];
    const [, id = '', title = ''] = all[pick % Math.max(all.length, 1)] ?? [];
    const known = existsSync(repo.path('changes')) ? readdirSync(repo.path('changes')) : [];
    if (id === '' || known.some((name) => name.startsWith(`${id}_`))) return;
    const name = `${id}_${slugOf(title)}`;
    repo.write({ [`changes/${name}/${name}_PRD.md`]: `# ${id}: ${title}\n\n**ID:** ${id}\n` });
    await commit(member);
  },
  branch: async (team, member) => {
    team.things += 1;
    await obey(member, `git switch -q -c topic-${team.things}`);
  },
  switch: async (_team, member, pick) => {
    const all = branchesOf(member.repo);
    await obey(member, `git switch -q ${all[pick % all.length]}`);
  },
  merge: async (_team, member, pick) => {
    const others = branchesOf(member.repo);
    await settle(member, await obey(member, `git merge -q --no-edit ${others[pick % others.length]}`));
  },
  mergePublished: async (_team, member, pick) => {
    await obey(member, 'git fetch -q');
    const others = remotesOf(member.repo);
    await settle(member, await obey(member, `git merge -q --no-edit ${others[pick % others.length]}`));
  },
  pull: async (_team, member) =>
    settle(member, await obey(member, 'git pull -q --no-edit --no-rebase origin main')),
  pullRebase: async (_team, member) => {
    const { repo } = member;
    const branch = repo.git('branch', '--show-current');
    // Nobody rebases what others may have by now.
    const isOpen = branch === 'main' || !remotesOf(repo).includes(`origin/${branch}`);
    const hasMerges = repo.git('rev-list', '--merges', 'origin/main..HEAD') !== '';
    if (!isOpen || hasMerges) return;
    await settle(member, await obey(member, 'git pull -q --rebase origin main'));
    expect(isRebasing(repo), member.story.join('\n')).toBe(false);
  },
  cherryPick: async (_team, member, pick) => {
    const { repo } = member;
    await obey(member, 'git fetch -q');
    // What main has already is pulled, not picked.
    const all = ['rev-list', '--no-merges', '--all', '--not', 'HEAD', 'origin/main'];
    const commits = repo
      .git(...all)
      .split('\n')
      .filter(Boolean);
    const picked = commits[pick % Math.max(commits.length, 1)];
    if (picked === undefined) return;
    await settle(member, await obey(member, `git cherry-pick ${picked}`));
  },
  stash: async (team, member) => {
    await add(team, member);
    await obey(member, 'git stash push -q');
    await settle(member, await obey(member, 'git pull -q --no-edit --no-rebase origin main'));
    await settle(member, await obey(member, 'git stash pop -q'));
  },
  push: async (team, member) => {
    const branch = member.repo.git('branch', '--show-current');
    if (branch === 'main') await publish(team, member);
    else await obey(member, `git push -q -u origin ${branch}`);
  },
} satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

async function add(team: RemoteTeam, member: Member): Promise<void> {
  team.things += 1;
  const { code } = await obey(member, `tidemark add Thing-${team.things}-of-${member.name}`);
  expect(code, member.story.join('\n')).toBe(0);
}

async function commit(member: Member): Promise<void> {
  member.repo.git('add', '-A');
  if (member.repo.git('status', '--porcelain') === '') return;
  await settle(member, await obey(member, 'git commit -q -m Work'));
}

/** Brings the main branch to the server: whatever the gate prints is done, and it is tried again. */
async function publish(team: RemoteTeam, member: Member): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    const said = await tryPush(team, member);
    if (said.code === 0) return;
    if (/\[rejected\]|non-fast-forward|fetch first/u.test(said.text)) {
      await settle(member, await obey(member, 'git pull -q --no-edit --no-rebase origin main'));
      continue;
    }
    team.onRefusal(member);
    const lines = linesIn(said.text);
    expect(lines, member.story.join('\n')).not.toEqual([]);
    await settle(member, said);
  }
  expect.fail(`The push never gets through:\n${member.story.join('\n')}`);
}

/** Gives two items of the main branch each other's ID, in a merge that no hook sees. Undefined where there are not two. */
export async function cheat(team: RemoteTeam, member: Member): Promise<Said | undefined> {
  const { repo } = member;
  await obey(member, 'git fetch -q && git switch -q -C cheat origin/main');
  const [one, other] = idsIn(repo);
  if (one === undefined || other === undefined) return undefined;
  await obey(member, 'git commit -q --allow-empty --no-verify -m Aside && git switch -q -C main origin/main');
  await obey(member, 'git merge -q --no-ff --no-commit cheat');
  const swapped = repo
    .read('BACKLOG.yaml')
    .replaceAll(/^- id: (.*)$/gmu, (line, id: string) =>
      id === one ? `- id: ${other}` : id === other ? `- id: ${one}` : line,
    );
  repo.write({ 'BACKLOG.yaml': swapped });
  await obey(member, 'git commit -qam Swapped --no-verify');
  return tryPush(team, member);
}

async function tryPush({ gate }: RemoteTeam, member: Member): Promise<Said> {
  await obey(member, 'git fetch -q');
  if (gate === 'ci') {
    const judged = await obey(member, 'tidemark check --ci --base origin/main --head HEAD');
    if (judged.code !== 0) return judged;
  }
  return obey(member, 'git push -q origin main');
}

/** The end of it all: every branch is merged, and everybody has everything. */
export async function bringTogether(team: RemoteTeam, watch: () => void): Promise<void> {
  for (const member of team.members) {
    await obey(member, 'git switch -q main');
    for (const branch of branchesOf(member.repo))
      await settle(member, await obey(member, `git merge -q --no-edit ${branch}`));
    await settle(member, await obey(member, 'git pull -q --no-edit --no-rebase origin main'));
    await publish(team, member);
    watch();
  }
  for (const member of team.members)
    await settle(member, await obey(member, 'git pull -q --no-edit --no-rebase origin main'));
}

function branchesOf(repo: TestRepo): readonly string[] {
  return repo.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
}

function remotesOf(repo: TestRepo): readonly string[] {
  const all = repo.git('for-each-ref', '--format=%(refname:short)', 'refs/remotes/origin').split('\n');
  return all.filter((name) => name.includes('/') && !name.endsWith('/HEAD'));
}

function titlesIn(repo: TestRepo): readonly string[] {
  return [...repo.read('BACKLOG.yaml').matchAll(/^ {2}title: (.*)$/gmu)].map(([, title = '']) => title);
}

function idsIn(repo: TestRepo): readonly string[] {
  return [...repo.read('BACKLOG.yaml').matchAll(/^- id: (.*)$/gmu)].map(([, id = '']) => id);
}

function ownIdsIn({ repo, name }: Member): readonly string[] {
  const all = repo.read('BACKLOG.yaml').matchAll(/^- id: (.*)\n {2}title: (.*)$/gmu);
  return [...all].flatMap(([, id = '', title = '']) => (title.includes(`-of-${name}`) ? id : []));
}
