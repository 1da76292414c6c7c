import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanYaml } from '../../src/formats/yaml/scan/scan-yaml.ts';
import type { YamlMap } from '../../src/formats/yaml/yaml-node.ts';
import { composeYaml } from '../../src/formats/yaml/yaml-text.ts';
import { toValue } from '../../src/formats/yaml/yaml-value.ts';
import { MACHINE, USUAL } from '../support/scanned-backlog.ts';
import { unfolded } from '../support/unfolded.ts';
import { DUMPED, HAND_WRITTEN } from '../support/written-yaml.ts';
import { mutations } from '../support/yaml-mutations.ts';

/** How many cases each property runs, and from which seed: `SCAN_CASES=1000000 SCAN_SEED=42`. */
const parameters = {
  numRuns: Number(process.env['SCAN_CASES'] ?? 800),
  ...(process.env['SCAN_SEED'] !== undefined && { seed: Number(process.env['SCAN_SEED']) }),
};

// The reader tells of these before anybody scans.
const FORBIDDEN = new RegExp(String.raw`[\0-\x08\v\f\x0e-\x1f]|\r(?!\n)`, 'gu');

/** Whether the scan answers; if so, the library has to give the same tree, every offset included. Equal trees are edited in the same way. */
function agrees(text: string): boolean {
  const root = scanYaml(text);
  if (root) expect({ kind: 'value', root }).toStrictEqual(composeYaml(text));
  isSame(scanYaml(text, { isLazy: true }), root);
  return root !== undefined;
}

/** What is left for later is the same, and what it says already. */
function isSame(lazy: YamlMap | undefined, root: YamlMap | undefined): void {
  expect(lazy && toValue(lazy)).toStrictEqual(root && toValue(root));
  expect(lazy && unfolded(lazy)).toStrictEqual(root);
}

describe.each([
  ['by hand', HAND_WRITTEN],
  ['by another program', DUMPED],
  ['by the orchestrator', MACHINE],
  ['by the orchestrator, and as usual', USUAL],
])('property: where the scan answers, the library reads the same from a text written %s', (_by, written) => {
  const lines = written.split('\n').map((line) => `${line}\n`);
  const { mutation, mutate } = mutations(lines);

  test('as it is', () => {
    expect(agrees(written)).toBe(true);
    expect(agrees(written.replaceAll('\n', '\r\n'))).toBe(true);
    expect(agrees(written.trimEnd())).toBe(true);
  });

  test('with mutations', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(20),
        fc.boolean(),
        fc.array(mutation, { maxLength: 4 }),
        (skip, take, crlf, some) => {
          const from = skip % lines.length;
          const part = take === 0 ? written : lines.slice(from, from + take).join('');
          const mutated = some.reduce(mutate, part).replaceAll(FORBIDDEN, '');
          answered += agrees(crlf ? mutated.replaceAll(/\r?\n/gu, '\r\n') : mutated) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(parameters.numRuns / 50);
  });

  test('also where it goes on from another text', () => {
    const root = scanYaml(written);
    const lazy = scanYaml(written, { isLazy: true });
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { maxLength: 2 }), (at, some) => {
        const [before, behind] = [written.slice(0, at % written.length), written.slice(at % written.length)];
        const text = (before + some.reduce(mutate, behind)).replaceAll(FORBIDDEN, '');
        const fresh = scanYaml(text);
        expect(root && scanYaml(text, { like: { text: written, root } })).toStrictEqual(fresh);
        isSame(lazy && scanYaml(text, { like: { text: written, root: lazy }, isLazy: true }), fresh);
      }),
      parameters,
    );
  });
});
