import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Ended } from './cli.ts';
import { freshDirectory } from './repo.ts';

type Variables = Readonly<Record<string, string>>;

/** What GitHub puts around a run. */
export function github(name: string, payload: unknown, sha = '', more: Variables = {}): Variables {
  const path = join(freshDirectory('event'), 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return {
    ...NONE,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_SHA: sha,
    ...more,
  };
}

/** What GitLab puts around a run. */
export function gitlab(variables: Variables): Variables {
  return { ...NONE, GITLAB_CI: 'true', ...variables };
}

/** The suite itself may run in a CI. */
const NONE: Variables = { GITHUB_ACTIONS: '', GITLAB_CI: '' };

/** The rules that a JSON report finds broken, without what is inherited. */
export function ruleIds({ stdout }: Ended): readonly string[] {
  const { findings }: { findings: readonly { rule: string; inherited: boolean }[] } = JSON.parse(stdout);
  return findings.filter(({ inherited }) => !inherited).map(({ rule }) => rule);
}
