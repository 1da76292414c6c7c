import { expect, test } from 'vitest';
import { parseProjectToml } from '../../../../src/formats/config/project-toml.ts';

test.each([
  [
    '[project]\nprefix = "wrk"\nbacklog_path = ".dev/BACKLOG.yaml"\n',
    { prefix: 'WRK', backlogPath: '.dev/BACKLOG.yaml' },
  ],
  ['[project]\nprefix = "A"\n[other]\nx = 1\n', { prefix: 'A' }],
  ['[project]\nbacklog_path = "B.yaml"\n', { backlogPath: 'B.yaml' }],
  ['[project]\nprefix = 3\nbacklog_path = true\n', {}],
  ['[project]\nprefix = "no prefix"\nbacklog_path = "../B.yaml"\n', {}],
  ['project = 3\n', {}],
  ['project = [1]\n', {}],
  ['project = 2026-01-01\n', {}],
  ['', {}],
  ['[project\n', {}],
  ['\uFEFF[project]\nprefix = "A"\n', { prefix: 'A' }],
])('%j', (text, settings) => {
  expect(parseProjectToml(new TextEncoder().encode(text))).toStrictEqual(settings);
});

test('what is not UTF-8 says nothing', () => {
  expect(parseProjectToml(Uint8Array.of(0xff))).toStrictEqual({});
});
