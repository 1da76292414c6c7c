import { runnableText } from '../../core/messages/runnable.ts';
import type { Examination } from '../../wiring/doctor.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { jsonText } from '../../reporters/json.ts';
import { painter } from '../../reporters/parts/style.ts';
import type { Paint, Style } from '../../reporters/parts/style.ts';
import { defineCommand } from '../define-command.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: "find gaps in this repository's protection, and how to close them",
  examples: [
    [
      'tidemark doctor',
      'look at hooks, programs, configuration and history; exit code 1 if something needs fixing',
    ],
    ['tidemark doctor --format json', 'the same for a program'],
  ],
  options: {},
  run: async ({ cwd, configPath, format, style }) => {
    const { diagnose } = await import('../../wiring/doctor.ts');
    const examinations = await diagnose(cwd, configPath);
    const open = examinations.some(({ remarks }) => remarks.some(({ level }) => level === 'problem'));
    const stdout = format === 'json' ? json(examinations) : human(examinations, style);
    return { code: open ? 1 : 0, stdout };
  },
});

function json(examinations: readonly Examination[]): string {
  return jsonText({ version: 1, examinations });
}

function human(examinations: readonly Examination[], style: Style): string {
  const paint = painter(style);
  const shown = examinations.filter(
    ({ remarks }) => !style.quiet || remarks.some(({ level }) => level === 'problem'),
  );
  return shown.map((examination) => section(examination, style, paint)).join('');
}

function section({ name, remarks }: Examination, { programs }: Style, paint: Paint): string {
  if (remarks.length === 0) return `${paint.green('ok')}       ${name}\n`;
  return remarks
    .map(({ level, message, remedy }) => {
      const head = level === 'problem' ? paint.red('problem') : paint.yellow('note   ');
      const lines = runnableText(remedy, programs)
        .trimEnd()
        .split('\n')
        .map((line) => `         ${visible(line)}\n`);
      return `${head}  ${name}: ${visible(message)}\n${lines.join('')}`;
    })
    .join('');
}
