import type { HookName } from '../checking/hook-name.ts';

/** How a hook finds the bin: by the absolute path of the installation, or in the `node_modules/.bin` of the work tree it runs in. */
export type BinPlace = { readonly path: string } | 'node_modules';

/**
 * Puts Tidemark's lines into the text of a hook, right after its shebang, or in place of those that are there; all else stays.
 * `text` is undefined where no file is. `script` is what the package has as `hooks/NAME`. Answers undefined for a hook that is no
 * sh script; without any shebang it is one only where `bare` says so. Texts are bytes as Latin-1: whatever a hook holds survives.
 */
export function insertBlock(
  text: string | undefined,
  { name, script, bin, bare }: HookText & { readonly bare: boolean },
): string | undefined {
  if (text === undefined) return `${SHEBANG}${block({ name, script, bin }, true)}`;
  const own = findBlock(text);
  if (own) {
    const renewed = block({ name, script, bin }, own.lines.includes(MADE));
    return own.before + (own.lines.endsWith('\n') ? renewed : renewed.trimEnd()) + own.after;
  }
  const shebang = /^#!.*(?:\n|$)/u.exec(text)?.[0] ?? '';
  if (shebang === '' ? !bare : !SH.test(shebang)) return undefined;
  const lines = block({ name, script, bin }, false);
  // A text that ends without a line break goes on to do so.
  if (shebang !== '' && !shebang.endsWith('\n')) return `${shebang}\n${lines.trimEnd()}`;
  return `${shebang}${lines}${text.slice(shebang.length)}`;
}

export interface HookText {
  readonly name: HookName;
  readonly script: string;
  readonly bin: BinPlace;
}

/** Takes Tidemark's lines out again. Answers null where the whole file was made for them, undefined where there are none. */
export function removeBlock(text: string): string | null | undefined {
  const own = findBlock(text);
  if (!own) return undefined;
  const { before, lines, after } = own;
  const rest = (lines.endsWith('\n') ? before : before.slice(0, -1)) + after;
  return lines.includes(MADE) && rest === SHEBANG ? null : rest;
}

export function hasBlock(text: string): boolean {
  return findBlock(text) !== undefined;
}

/** The path in the lines of an installed hook; undefined for lines that look into `node_modules`, and where there are none. */
export function recordedBin(text: string): string | undefined {
  const quoted = /^bin='(.*)'$/mu.exec(findBlock(text)?.lines ?? '')?.[1];
  return quoted === undefined ? undefined : fromLatin1(quoted.replaceAll(String.raw`'\''`, "'"));
}

/** Quoted for sh, whatever it holds. */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const SHEBANG = '#!/bin/sh\n';
const SH =
  /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?(?:sh|bash|dash|ash|ksh)(?:[ \t]+[^\r]*)?(?:\n|$)/u;
const BEGIN = '# >>> tidemark >>>';
const END = '# <<< tidemark <<<';
const MADE = '# Tidemark made this whole file.';

/** From the first line that begins one to the next that ends it. Each is looked for once, as a text may hold very many. */
function findBlock(
  text: string,
): { readonly before: string; readonly lines: string; readonly after: string } | undefined {
  const begin = new RegExp(`^${BEGIN}\n`, 'mu').exec(text);
  if (!begin) return undefined;
  const end = new RegExp(`^${END}(?:\n|$)`, 'gmu');
  end.lastIndex = begin.index + begin[0].length;
  if (!end.test(text)) return undefined;
  const [from, to] = [begin.index, end.lastIndex];
  return { before: text.slice(0, from), lines: text.slice(from, to), after: text.slice(to) };
}

/** A subshell, so that neither an `exit` nor a variable of ours reaches the lines around it. */
function block(text: HookText, made: boolean): string {
  const lines = [
    BEGIN,
    '# `tidemark install` wrote these lines, `tidemark uninstall` takes them out.',
    ...(made ? [MADE] : []),
    ...(READS_INPUT.has(text.name) ? keepingInput(body(text)) : ['(', body(text), ') || exit $?']),
    END,
  ];
  return `${lines.join('\n')}\n`;
}

const READS_INPUT: ReadonlySet<HookName> = new Set(['pre-push', 'pre-receive']);

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

function body({ script, bin }: HookText): string {
  const path = bin === 'node_modules' ? 'node_modules/.bin/tidemark' : bin.path;
  const commands = script
    .replace(/^#!.*\n/u, '')
    .replace(/^bin=.*$/mu, () => `bin=${toLatin1(shellQuote(path))}`)
    .trimEnd();
  // What a package manager puts into node_modules/.bin need not be JavaScript.
  return bin === 'node_modules' ? commands.replaceAll('node "$bin"', '"$bin"') : commands;
}

function toLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function fromLatin1(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
