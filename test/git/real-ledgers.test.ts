import { describe, expect, test } from 'vitest';

import { checkEach } from '../../src/checking/each.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { CORPORA, loadCorpus, REAL_LEDGERS } from '../support/real-ledgers.ts';
import type { Corpus, Landed, Loaded } from '../support/real-ledgers.ts';

describe.skipIf(!REAL_LEDGERS)(
  `real ledgers${REAL_LEDGERS ? '' : ' (not here: ../shared/real/ledgers)'}`,
  () => {
    test.each(CORPORA)('$name, commit by commit', async (corpus) => {
      const loaded = loadCorpus(corpus);
      const { truth } = loaded;
      const found = await findingsOf(loaded);
      const told = ({ commit, number }: { commit: string; number: string }): readonly Finding[] =>
        (found.get(commit) ?? []).filter(({ id }) => id === number.toUpperCase());
      const missing = [
        ...truth.landed.filter(
          (one) => isNews(corpus, one) && !told(one).some((finding) => isAbout(finding, one)),
        ),
        ...truth.reused.filter(
          (one) => one.how !== 'rebaselined' && !told(one).some((f) => isReuse(corpus, f)),
        ),
      ];
      expect(missing).toEqual([]);
      const known = new Set([...truth.landed, ...truth.reused].map(nameOf));
      const innocent = [...found].flatMap(([commit, findings]) =>
        findings
          .filter(
            ({ severity, id }) => severity === 'error' && !known.has(nameOf({ commit, number: id ?? '' })),
          )
          .map(({ message }) => `${commit}: ${message}`),
      );
      expect(innocent).toEqual([]);
    });
  },
);

function nameOf({ commit, number }: { commit: string; number: string }): string {
  return `${commit} ${number.toUpperCase()}`;
}

/** Not what was brought from another number, seen again, or is archived where that is how it should be. */
function isNews({ kind }: Corpus, { came, again, archived }: Landed): boolean {
  return came !== 'carried' && !again && !(kind === 'backlog-md' && archived);
}

function isAbout({ severity, message }: Finding, { names }: Landed): boolean {
  return (
    severity === 'error' && names.every((name) => message.includes(name.slice(name.lastIndexOf('/') + 1)))
  );
}

function isReuse({ reuse }: Corpus, { rule, severity }: Finding): boolean {
  return rule === 'duplicate-id' || (rule === 'id-reused' && severity === reuse);
}

/** By the subject of each commit; warnings included. */
async function findingsOf({
  repo,
  configPath,
  commits,
}: Loaded): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const subjects = new Map([...commits].map(([subject, commit]) => [commit, subject]));
  const found = new Map<string, readonly Finding[]>();
  for await (const each of checkEach({ cwd: repo.root, configPath, range: 'main' })) {
    if ('error' in each) throw each.error;
    expect(each.report.unchecked).toEqual([]);
    if (each.report.findings.length > 0) found.set(subjects.get(each.commit) ?? '', each.report.findings);
  }
  return found;
}
