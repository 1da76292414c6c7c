import { jsonText } from '../../reporters/json.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { renderTrace, traceJson } from '../../reporters/surveys/trace-report.ts';
import { defineCommand } from '../define-command.ts';

export const trace = defineCommand({
  name: 'trace',
  summary: 'show what an ID has stood for: each thing from its first commit on, and how collisions ended',
  examples: [
    ['tidemark trace WRK-027', 'drawn, retitled, moved, archived: by which commit, merged from where'],
    ['tidemark trace wrk-27 --people', 'any spelling; with authors'],
    ['tidemark trace 0042 --ledger adr', 'a number of a ledger of files'],
    ['tidemark trace WRK-027 --format json', 'the same for a program'],
  ],
  options: {
    ledger: {
      type: 'string',
      value: 'NAME',
      help: 'the ledger that has the ID, where several do; backlog for the backlog',
    },
    people: { type: 'boolean', help: 'name the authors of commits' },
  },
  positionals: { usage: 'ID', min: 1, max: 1 },
  run: async ({ options, positionals: [id = ''], cwd, configPath, format, style }) => {
    const { trace } = await import('../../surveying/trace.ts');
    const found = await trace({ cwd, configPath }, id, {
      people: options.people ?? false,
      ledger: options.ledger,
    });
    const isJson = format === 'json';
    if (found) return { code: 0, stdout: isJson ? traceJson(found) : renderTrace(found, style) };
    if (isJson)
      return {
        code: 1,
        stdout: jsonText({
          version: 1,
          ledger: options.ledger ?? null,
          id,
          lives: [],
          collisions: [],
          unchecked: [],
        }),
      };
    return {
      code: 1,
      stderr: `tidemark: Nothing ever had the ID ${visible(id)}, in any branch of this clone.\n`,
    };
  },
});
