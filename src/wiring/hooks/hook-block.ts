import type { LastingPath } from '../../adapters/programs/lasting-paths.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { assignedPath, assignPath } from './shell-words.ts';

/** What a hook is to do. Texts are bytes as Latin-1: whatever a hook holds survives. */
export interface HookText {
  readonly name: HookName;
  /** All that the package has as `hooks/NAME`, with the paths of this machine; or one line, the same on every machine. */
  readonly form:
    | {
        readonly kind: 'whole';
        readonly script: string;
        readonly bin: LastingPath;
        readonly node: string;
      }
    | { readonly kind: 'line'; readonly line: string };
  /** husky hands its hooks to sh: they need no shebang. */
  readonly bare: boolean;
}

/**
 * Puts Tidemark's lines into the text of a hook, right after its shebang, or in place of those that are there; all else stays.
 * `text` is undefined where no file is. Answers undefined for a hook that is no sh script.
 */
export function insertLines(text: string | undefined, hook: HookText): string | undefined {
  if (text === undefined) return `${hook.bare ? '' : SHEBANG}${linesOf(hook, true, true)}`;
  const own = findOwn(text);
  if (own) {
    const alone = isAlone(own.before + own.after);
    const renewed = linesOf(hook, own.lines.includes(MADE), alone);
    return own.before + (own.lines.endsWith('\n') ? renewed : renewed.trimEnd()) + own.after;
  }
  return afterShebang(text, hook);
}

function afterShebang(text: string, hook: HookText): string | undefined {
  const shebang = /^#!.*(?:\n|$)/u.exec(text)?.[0] ?? '';
  if (shebang === '' ? !hook.bare : !SH.test(shebang)) return undefined;
  const lines = linesOf(hook, false, isAlone(text));
  // A text that ends without a line break goes on to do so.
  if (shebang !== '' && !shebang.endsWith('\n')) return `${shebang}\n${lines.trimEnd()}`;
  return `${shebang}${lines}${text.slice(shebang.length)}`;
}

/** Takes Tidemark's lines out again. Answers null where the whole file was made for them, undefined where there are none. */
export function removeLines(text: string): string | null | undefined {
  const own = findOwn(text);
  if (!own) return undefined;
  const { before, lines, after } = own;
  const rest = (lines.endsWith('\n') ? before : before.slice(0, -1)) + after;
  const isMade = lines.startsWith(BEGIN) ? lines.includes(MADE) : true;
  return isMade && (rest === SHEBANG || rest === '') ? null : rest;
}

export function hasLines(text: string): boolean {
  return findOwn(text) !== undefined;
}

/** Whether a hook calls Tidemark by a line that somebody wrote there. */
export function callsByItself(text: string): boolean {
  const own = findOwn(text);
  const rest = own ? own.before + own.after : text;
  return /\btidemark(?:\/hooks\/| hook )/u.test(commandsOf(rest));
}

/** The text without its comments. */
export function commandsOf(text: string): string {
  return text.replace(/^[ \t]*#.*$/gmu, '');
}

/** The bin and the node in the lines of an installed hook; undefined for a line that looks for them when it runs, and where there are none. */
export function recordedPrograms(
  text: string,
): { readonly bin: LastingPath; readonly node: string | undefined } | undefined {
  const lines = fromLatin1(findOwn(text)?.lines ?? '');
  const bin = assignedPath('bin', lines);
  return bin && { bin, node: assignedPath('node', lines)?.[0] };
}

const SHEBANG = '#!/bin/sh\n';
const SH =
  /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?(?:sh|bash|dash|ash|ksh)(?:[ \t][^\r]*)?(?:\n|$)/u;
const BEGIN = '# >>> tidemark >>>';
const END = '# <<< tidemark <<<';
const MADE = '# Tidemark made this whole file.';
/** As `install` writes it. */
const LINE = /^[^#\n\r\u2028\u2029]*\btidemark(?:\/hooks\/| hook )[\w-]+"? "\$@" \|\| exit \$\?(?:\n|$)/mu;

interface Own {
  readonly before: string;
  readonly lines: string;
  readonly after: string;
}

function findOwn(text: string): Own | undefined {
  return findBlock(text) ?? findLine(text);
}

/** From the first line that begins one to the next that ends it. Each is looked for once, as a text may hold very many. */
function findBlock(text: string): Own | undefined {
  const begin = new RegExp(`^${BEGIN}\n`, 'mu').exec(text);
  if (!begin) return undefined;
  const end = new RegExp(`^${END}(?:\n|$)`, 'gmu');
  end.lastIndex = begin.index + begin[0].length;
  return end.test(text) ? cut(text, begin.index, end.lastIndex) : undefined;
}

function findLine(text: string): Own | undefined {
  const line = LINE.exec(text);
  return line ? cut(text, line.index, line.index + line[0].length) : undefined;
}

function cut(text: string, from: number, to: number): Own {
  return { before: text.slice(0, from), lines: text.slice(from, to), after: text.slice(to) };
}

/** Whether nothing else is run there. */
function isAlone(text: string): boolean {
  return commandsOf(text).trim() === '';
}

function linesOf({ name, form }: HookText, made: boolean, alone: boolean): string {
  if (form.kind === 'whole') return block(name, wholeScript(form), made);
  return READS_INPUT.has(name) && !alone ? block(name, form.line, made) : `${form.line} || exit $?\n`;
}

/** A subshell, so that neither an `exit` nor a variable of ours reaches the lines around it. */
function block(name: HookName, commands: string, made: boolean): string {
  const lines = [
    BEGIN,
    '# `tidemark install` wrote these lines, `tidemark uninstall` takes them out.',
    ...(made ? [MADE] : []),
    ...(READS_INPUT.has(name) ? keepingInput(commands) : ['(', commands, ') || exit $?']),
    END,
  ];
  return `${lines.join('\n')}\n`;
}

const READS_INPUT: ReadonlySet<HookName> = new Set(['post-rewrite', 'pre-push', 'pre-receive']);

/** The refs come on standard input, and what else stands in the hook wants to read them too. */
function keepingInput(commands: string): readonly string[] {
  const input = ['$tidemark_input', 'TIDEMARK'];
  return [
    'tidemark_input=$(cat)',
    '(',
    commands,
    ') <<TIDEMARK || exit $?',
    ...input,
    '[ -z "$tidemark_input" ] || exec <<TIDEMARK',
    ...input,
  ];
}

function wholeScript({ script, bin, node }: Extract<HookText['form'], { kind: 'whole' }>): string {
  return script
    .replace(/^#!.*\n/u, '')
    .replace(/^bin=.*$/mu, () => toLatin1(assignPath('bin', bin)))
    .replace(/^node=$/mu, () => toLatin1(assignPath('node', [node])))
    .trimEnd();
}

function toLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function fromLatin1(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
