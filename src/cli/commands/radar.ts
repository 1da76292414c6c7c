import type { Radar } from '../../core/radar/contest.ts';
import { radarJson, renderRadar } from '../../reporters/surveys/radar-report.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { defineCommand } from '../define-command.ts';
import type { Io } from '../io.ts';
import type { Options } from '../arguments/options.ts';
import { usageError } from '../arguments/usage-error.ts';

const FORMATS = ['human', 'json', 'github', 'markdown'] as const;

const OPTIONS = {
  base: {
    type: 'string',
    value: 'REF',
    multiple: true,
    help: 'what branches will be merged into; by default the remote’s default branch',
  },
  refs: {
    type: 'string',
    value: 'GLOB',
    multiple: true,
    help: 'only refs that match, such as origin/feature-*',
  },
  'refs-from': { type: 'string', value: '-', help: 'read the refs from standard input, one a line' },
  since: { type: 'string', value: 'DATE', help: 'only refs that were committed to since that day' },
  about: {
    type: 'string',
    value: 'REF',
    help: 'only what concerns this one; exit code 1 if it has to give way',
  },
} as const satisfies Options;

export const radar = defineCommand({
  name: 'radar',
  summary: 'show which branches would collide, before they are merged',
  examples: [
    ['tidemark radar', 'all branches, local and remote, against the default branch'],
    ['tidemark radar --about HEAD', 'does this branch have to give way?'],
    ['tidemark radar --base origin/main --base origin/next', 'two release trains'],
    ["tidemark radar --refs 'refs/pull/*/head' --format markdown", 'pull requests, for a comment'],
    ['git branch --format "%(refname)" | tidemark radar --refs-from -', 'refs that something else lists'],
  ],
  options: OPTIONS,
  formats: FORMATS,
  run: async ({ options, cwd, configPath, format, style, io }) => {
    const { base, refs, since, about, 'refs-from': from } = options;
    const refsFrom = await listedOn(from, refs, io);
    const { radar } = await import('../../surveying/radar.ts');
    const found = await radar(
      { cwd, configPath },
      { bases: base ?? [], refs: refs ?? [], refsFrom, since, about },
    );
    return { code: found.yields ? 1 : 0, stdout: await render(format, found, style) };
  },
});

async function listedOn(
  from: string | undefined,
  refs: readonly string[] | undefined,
  io: Io,
): Promise<string | undefined> {
  if (from === undefined) return undefined;
  if (from !== '-') throw usageError('--refs-from takes only -: refs are read from standard input.', 'radar');
  if (refs !== undefined) throw usageError('--refs-from and --refs exclude each other.', 'radar');
  return io.readStdin();
}

async function render(format: (typeof FORMATS)[number], radar: Radar, style: Style): Promise<string> {
  if (format === 'json') return radarJson(radar);
  if (format === 'human') return renderRadar(radar, style);
  const markdown = await import('../../reporters/surveys/radar-markdown.ts');
  return format === 'markdown'
    ? markdown.renderRadarMarkdown(radar, style)
    : markdown.renderRadarGithub(radar, style);
}
