import { FORMATS } from '../../reporters/formats.ts';
import type { AnyFormat } from '../../reporters/formats.ts';
import { USUAL_FORMATS } from '../command.ts';
import type { Command, CommandSpec } from '../command.ts';
import { GLOBAL_OPTIONS } from './options.ts';
import type { Option, Options } from './options.ts';

/** What can be asked of the program without a command. */
export const PROGRAM_OPTIONS = {
  version: { type: 'boolean', help: 'print the version' },
} as const satisfies Options;

const EXIT_CODES =
  'Exit codes: 0 clean (warnings allowed), 1 findings, 2 usage or configuration, 3 could not check or write, 130 interrupted.';

/** The help of one command, examples first. */
export function commandHelp<O extends Options, F extends AnyFormat>(spec: CommandSpec<O, F>): string {
  const usage = ['tidemark', spec.name, ...(spec.positionals ? [spec.positionals.usage] : []), '[option…]'];
  return page([
    `${usage.join(' ')}\n${sentence(spec.summary)}`,
    section('Examples', spec.examples),
    section('Options', optionRows(spec.options)),
    section(
      'Options of every command',
      optionRows(globalOptions(spec.formats ?? USUAL_FORMATS, Object.hasOwn(spec.options, 'output'))),
    ),
    EXIT_CODES,
  ]);
}

/** The help of the program: where to begin, and the commands there are. */
export function programHelp(commands: readonly Command[]): string {
  return page([
    'tidemark COMMAND [option…]\nMakes sure that no item ID in a git-tracked BACKLOG.yaml ever comes to mean two things.',
    section('Examples', [
      ['tidemark demo', 'run a demonstration in a temporary repository'],
      ['tidemark check', 'is anything wrong with what I have changed?'],
      ['tidemark fix', 'raise a mark that is too low'],
      ['tidemark explain id-reused', 'what a rule is about'],
    ]),
    section(
      'Commands',
      commands.map(({ name, summary }) => [name, summary]),
    ),
    section('Options of every command', optionRows({ ...globalOptions(FORMATS), ...PROGRAM_OPTIONS })),
    EXIT_CODES,
  ]);
}

function globalOptions(formats: readonly AnyFormat[], multiple = false): Options {
  return { ...GLOBAL_OPTIONS, format: { ...GLOBAL_OPTIONS.format, multiple, help: formats.join(', ') } };
}

type Row = readonly [left: string, right: string];

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(([left]) => left.length));
  return [title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)].join('\n');
}

function optionRows(options: Options): readonly Row[] {
  return Object.entries(options).map(([name, option]) => [optionUsage(name, option), option.help]);
}

function optionUsage(name: string, { short, value, multiple, optional }: Option): string {
  const many = multiple ? '…' : '';
  const taken = value === undefined ? '' : optional ? `[=${value}]` : ` ${value}`;
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${taken}${many}`;
}

function page(sections: readonly string[]): string {
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('?') ? '' : '.'}`;
}
