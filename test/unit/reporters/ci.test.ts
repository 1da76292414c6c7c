import { describe, expect, test } from 'vitest';

import { renderGithub } from '../../../src/reporters/github.ts';
import { renderGitlab } from '../../../src/reporters/gitlab.ts';
import { renderJunit } from '../../../src/reporters/junit.ts';
import { renderStepSummary } from '../../../src/reporters/step-summary.ts';
import { junitErrors, schemaErrors } from '../../support/validate.ts';
import { RULE_IDS } from '../../../src/core/findings/finding.ts';
import { finding, PLAIN, report } from './reports.ts';

const warning = finding({ rule: 'id-below-mark', severity: 'warning', related: [] });
const old = finding({ rule: 'change-dir-shared', severity: 'warning', inherited: true, related: [] });
const nothing = report([]);
const full = report([finding(), warning, old], {
  unchecked: ['the history is cut off'],
  notes: ['the backlog moves'],
  advice: 'a gap costs nothing',
});

describe('github', () => {
  test('is silent when all is well', () => {
    expect(renderGithub(nothing, PLAIN)).toBe('');
  });

  test('is one command for each remark and finding, old trouble a notice', () => {
    expect(renderGithub(full, PLAIN).split('\n')).toEqual([
      '::error title=Tidemark could not check::not checked: the history is cut off',
      '::error file=BACKLOG.yaml,line=812,col=15,title=Tidemark%3A mark-behind::next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/%0Afix: tidemark fix%0Achanges/WRK-142_retry-limits:1: the directory of WRK-142',
      '::warning file=BACKLOG.yaml,line=812,col=15,title=Tidemark%3A id-below-mark::next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/%0Afix: tidemark fix',
      '::notice file=BACKLOG.yaml,line=812,col=15,title=Tidemark%3A change-dir-shared::next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/ (inherited)%0Afix: tidemark fix',
      '::notice title=Tidemark::the backlog moves',
      '::notice title=Tidemark::a gap costs nothing',
      '',
    ]);
  });

  test('old trouble keeps its level when the engine was strict', () => {
    expect(renderGithub(report([finding({ inherited: true })]), PLAIN)).toMatch(/^::error /u);
  });

  test('escapes what would end a property or begin a line', () => {
    const evil = finding({
      message: '100%0A::set-output\r\n::add-mask::x',
      place: { path: 'a,title=b::c%0A\n.yaml', line: 1, column: 1 },
      related: [],
    });
    expect(renderGithub(report([evil]), PLAIN)).toBe(
      '::error file=a%2Ctitle=b%3A%3Ac%250A\\n.yaml,line=1,col=1,title=Tidemark%3A mark-behind::100%250A::set-output\\r\\n::add-mask::x%0Afix: tidemark fix\n',
    );
  });
});

describe('the step summary', () => {
  test('tells how the numbers stand', () => {
    expect(renderStepSummary(nothing, PLAIN)).toBe(
      [
        '### Tidemark: clean',
        '',
        'index against HEAD.',
        '',
        '| backlog | items | next&#95;item&#95;id | highest number in use | next ID |',
        '| --- | ---: | ---: | ---: | --- |',
        '| BACKLOG.yaml | 97 | 141 | 142 | WRK-143 |',
        '',
      ].join('\n'),
    );
  });

  test('has a row for each finding, then the remarks', () => {
    const [head = '', , , rows = '', remarks = ''] = renderStepSummary(full, PLAIN).split('\n\n');
    expect(head).toBe('### Tidemark: 1 error, 1 warning, 1 inherited');
    expect(rows.split('\n')).toEqual([
      '| | rule | where | what | what to run |',
      '| --- | --- | --- | --- | --- |',
      '| error | mark-behind | BACKLOG.yaml&#58;812 | next&#95;item&#95;id is 141, but WRK-142 is taken by changes/WRK-142&#95;retry-limits/ | fix: <code>tidemark fix</code> |',
      expect.stringMatching(/^\| warning \| id-below-mark \|/u),
      expect.stringMatching(/^\| warning &#40;inherited&#41; \| change-dir-shared \|/u),
    ]);
    expect(remarks).toBe(
      '- not checked&#58; the history is cut off\n- the backlog moves\n- a gap costs nothing\n',
    );
  });

  test('has commands as code that can be copied, and nothing else of what a text holds', () => {
    const unchecked = [
      'There is no origin/main. Fetch it: `git fetch origin +refs/heads/main:refs/remotes/origin/main`.',
      'Run `tidemark check --base <COMMIT>` or `tidemark fix`',
      'a path with a `b',
      '    a [link](https://x.y) <b>',
    ];
    const text = renderStepSummary(report([], { unchecked, notes: ['See `tidemark doctor`.'] }), PLAIN);
    const unescaped = text.replaceAll(/&#(\d+);/gu, (_, code: string) => String.fromCharCode(Number(code)));
    expect(unescaped).toContain(
      [
        '- not checked: There is no origin/main. Fetch it: <code>git fetch origin +refs/heads/main:refs/remotes/origin/main</code>.',
        '- not checked: Run <code>tidemark check --base <COMMIT></code> or <code>tidemark fix</code>',
        '- not checked: a path with a `b',
        '- not checked:     a [link](https://x.y) <b>',
        '- See <code>tidemark doctor</code>.',
      ].join('\n'),
    );
    expect(text).not.toMatch(/`|\[link|<b>|<COMMIT>/u);
  });

  test('says when there is no backlog, and what nobody knows', () => {
    expect(renderStepSummary(report([], { backlog: null }), PLAIN)).toContain('\n\nNo readable backlog.\n');
    const backlog = { path: 'B', mark: null, highest: null, next: null, items: 0 };
    expect(renderStepSummary(report([], { backlog }), PLAIN)).toContain('| B | 0 | none | none | unknown |');
  });

  test('stays below what GitHub takes', () => {
    const text = renderStepSummary(report(Array.from({ length: 250 }, () => finding())), PLAIN);
    expect(text).toContain('… and 50 more;');
    expect(text.match(/\| error \|/gu)).toHaveLength(200);
  });
});

describe('gitlab', () => {
  const issues = (given = full) => JSON.parse(renderGitlab(given, PLAIN));

  test.each([nothing, full])('is a code quality report', (given) => {
    expect(schemaErrors('gitlab-code-quality.json', renderGitlab(given, PLAIN))).toEqual([]);
  });

  test('is empty when all is well', () => {
    expect(issues(nothing)).toEqual([]);
  });

  test('weighs errors, warnings, old trouble, notes and what could not be checked', () => {
    expect(issues().map((issue: Record<string, string>) => [issue['check_name'], issue['severity']])).toEqual(
      [
        ['tidemark', 'blocker'],
        ['mark-behind', 'critical'],
        ['id-below-mark', 'minor'],
        ['change-dir-shared', 'info'],
        ['tidemark', 'info'],
        ['tidemark', 'info'],
      ],
    );
  });

  test('an issue says what, where and how', () => {
    expect(issues()[1]).toEqual({
      description:
        'next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/\nfix: tidemark fix\nchanges/WRK-142_retry-limits:1: the directory of WRK-142',
      check_name: 'mark-behind',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/u),
      severity: 'critical',
      location: { path: 'BACKLOG.yaml', lines: { begin: 812 } },
    });
  });

  test('remarks stand at the backlog, wherever that is', () => {
    expect(issues(report([], { backlog: null, unchecked: ['why'] }))[0].location.path).toBe('BACKLOG.yaml');
  });
});

describe('junit', () => {
  test.each([nothing, full, report([], { backlog: null })])('is what Jenkins reads', async (given) => {
    expect(await junitErrors(renderJunit(given, PLAIN))).toEqual([]);
  });

  test('has a case for each rule when all is well', () => {
    const text = renderJunit(nothing, PLAIN);
    expect(text).toContain(
      `<testsuite name="tidemark" tests="${RULE_IDS.length}" failures="0" errors="0" skipped="0">`,
    );
    expect(text.match(/<testcase classname="tidemark\.[a-z-]+" name="[a-z-]+"\/>/gu)).toHaveLength(
      RULE_IDS.length,
    );
    expect(text).toContain('<property name="mark" value="141"/>');
  });

  test('errors fail, warnings are skipped, and the rest is told', () => {
    const text = renderJunit(full, PLAIN);
    expect(text).toContain(
      `<testsuite name="tidemark" tests="${RULE_IDS.length + 1}" failures="1" errors="1" skipped="2">`,
    );
    expect(text).toContain(
      '<testcase classname="tidemark.mark-behind" name="mark-behind WRK-142"><failure type="mark-behind" message="next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/">BACKLOG.yaml:812:15: next_item_id is 141',
    );
    expect(text).toContain('<skipped>BACKLOG.yaml:812:15: next_item_id is 141, but');
    expect(text).toContain('/ (inherited)\nfix: tidemark fix</skipped>');
    expect(text).toContain('<error message="not checked: the history is cut off">');
    expect(text).toContain('<system-out>the backlog moves\na gap costs nothing</system-out>');
  });

  test('a finding without an ID is named after its file', () => {
    const text = renderJunit(report([finding({ id: null, rule: 'mark-invalid' })]), PLAIN);
    expect(text).toContain('name="mark-invalid BACKLOG.yaml"');
  });
});
