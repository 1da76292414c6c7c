import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { findings, onlyFinding, type Scene } from '../../../support/situation.ts';

const holding = (documents: string, more: Scene = {}) => ({
  candidate: { items: ['WRK-031 Pipeline engine'], dirs: [`WRK-031_pipeline-engine: ${documents}`], ...more },
});
const before = (documents: string, more: Scene = {}) => ({ base: holding(documents, more).candidate });
const [SHARED, WARNING] = ['error change-dir-shared WRK-031', 'warning change-dir-shared WRK-031'];

checkAll([
  ['documents named after the directory', holding('pipeline-engine_PRD pipeline-engine_DESIGN')],
  ['documents without a slug', holding('PRD DESIGN tech-research')],
  ['one with a slug among those without', holding('PRD pipeline-engine_PRD DESIGN')],
  ['shorter slugs', holding('pipeline_PRD pipeline-engine_DESIGN engine_SPEC'), WARNING],
  ['a paraphrase of the directory in every document', holding('motor-room_PRD motor-room_DESIGN')],
  ['a slug cut off', holding('pipeline-engine_PRD pipeline-eng_DESIGN')],
  [
    'generic slugs',
    holding(
      'pipeline-engine_PRD feature_PRD bug_PRD bugfix_PRD fix_PRD refactor_PRD chore_PRD docs_PRD task_PRD item_PRD change_PRD',
    ),
  ],
  ['a pipeline type', holding('pipeline-engine_PRD spike_PRD', { pipelineTypes: ['Spike'] })],
  [
    'a pipeline type whose last item leaves',
    {
      ...before('pipeline-engine_PRD spike_PRD', { pipelineTypes: ['spike'] }),
      ...holding('pipeline-engine_PRD spike_PRD'),
    },
  ],
  ['two PRDs of two subjects', holding('pipeline-engine_PRD retry-limits_PRD'), SHARED],
  ['a PRD in small letters', holding('pipeline-engine_PRD retry-limits_prd'), SHARED],
  ['two documents of two subjects', holding('pipeline-engine_PRD retry-limits_DESIGN'), WARNING],
  [
    'two PRDs of one subject and a stranger',
    holding('pipeline-engine_PRD pipeline_PRD retry-limits_SPEC'),
    WARNING,
  ],
  [
    'old trouble',
    { ...before('a_PRD b_PRD'), ...holding('a_PRD b_PRD') },
    'warning change-dir-shared WRK-031 (inherited)',
  ],
  [
    'old trouble with a further document of an old subject',
    { ...before('a_PRD b_SPEC'), ...holding('a_PRD a_SPEC b_SPEC') },
    'warning change-dir-shared WRK-031 (inherited)',
  ],
  [
    'old trouble with a third subject',
    { ...before('a_PRD b_PRD'), ...holding('a_PRD b_PRD c_SPEC') },
    SHARED,
  ],
  [
    'old trouble that grows to two PRDs',
    { ...before('a_PRD b_SPEC'), ...holding('a_PRD b_SPEC b_PRD') },
    SHARED,
  ],
]);

test('it names both documents', () => {
  expect(onlyFinding(holding('pipeline-engine_PRD retry-limits_PRD'))).toBe(`\
changes/WRK-031_pipeline-engine/WRK-031_retry-limits_PRD.md:1:1 error change-dir-shared WRK-031
changes/WRK-031_pipeline-engine/ holds documents of two subjects: “pipeline-engine” (changes/WRK-031_pipeline-engine/WRK-031_pipeline-engine_PRD.md) and “retry-limits” (changes/WRK-031_pipeline-engine/WRK-031_retry-limits_PRD.md)
see changes/WRK-031_pipeline-engine/WRK-031_pipeline-engine_PRD.md:1:1 the other subject: “pipeline-engine”
run tidemark renumber WRK-031 --stage
accept {"subject":"retry-limits"}`);
});

test('more subjects than are compared one by one: fifty that agree with all do not hide two that differ', () => {
  const words = Array.from({ length: 50 }, (_, at) => `w${String(at).padStart(2, '0')}`);
  const chain = words.map((_, at) => `${words.slice(0, at + 1).join('-')}_PRD`);
  const all = words.join('-');
  expect(findings(holding(chain.join(' ')))).toEqual([]);
  expect(findings(holding([...chain, `${all}-alpha_PRD`, `${all}-omega_PRD`].join(' ')))).toEqual([
    'error change-dir-shared WRK-031',
  ]);
});
