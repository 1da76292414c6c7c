import type { Command } from '../command.ts';
import type { Option } from '../arguments/options.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A script for each shell, which completes the names of commands, their options, and what those can be. */
export const COMPLETIONS = { bash, zsh, fish } satisfies Record<
  (typeof SHELLS)[number],
  (commands: readonly Command[]) => string
>;

const HEAD = '# Made by `tidemark completion`.\n';

function bash(commands: readonly Command[]): string {
  const names = [...commands.map(({ name }) => name), 'help', '--help', '--version'];
  const values = new Map(commands.flatMap(bashValues));
  const words = commands.map(({ name, options, choices }) => {
    return `    ${name}) words='${[...flagsOf(options), ...choices].join(' ')}' ;;`;
  });
  return `${HEAD}_tidemark() {
  local command= previous=\${COMP_WORDS[COMP_CWORD - 1]} words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -C | --directory | --config | --color | --format) ((i++)) ;;
      -*) ;;
      *) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command:$previous in
${[...values].map(([pattern, choices]) => `    ${pattern}) words='${choices}' ;;`).join('\n')}
    *) case $command in
    '') words='${names.join(' ')}' ;;
${words.join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tidemark tidemark
`;
}

function bashValues({ name, options }: Command): readonly (readonly [string, string])[] {
  return Object.entries(options).flatMap(([option, { choices }]) =>
    choices ? [[`${name}:--${option}`, choices.join(' ')] as const] : [],
  );
}

function flagsOf(options: Command['options']): readonly string[] {
  return Object.entries(options).flatMap(([name, { short }]) => [
    `--${name}`,
    ...(short === undefined ? [] : [`-${short}`]),
  ]);
}

function zsh(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, choices }) => {
    const rest = choices.length > 0 ? [quote(`*: :(${choices.join(' ')})`)] : [quote('*: :_files')];
    const specs = [...Object.entries(options).flatMap(([option, row]) => zshOption(option, row)), ...rest];
    return `    ${name}) _arguments ${specs.join(' ')} ;;`;
  });
  return `#compdef tidemark
${HEAD}_tidemark() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
  esac
}
compdef _tidemark tidemark
`;
}

function zshOption(name: string, { short, value, choices, multiple, help }: Option): readonly string[] {
  const about = `[${help.replaceAll(/[[\]:]/gu, String.raw`\$&`)}]`;
  const taken = value === undefined ? '' : `:${value}:${choices ? `(${choices.join(' ')})` : '_files'}`;
  const flags = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
  return flags.map((flag) => quote(`${multiple ? '*' : ''}${flag}${about}${taken}`));
}

/** For bash and zsh. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, summary, options, choices }) => {
    const seen = `complete -c tidemark -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c tidemark -f -n __fish_use_subcommand -a ${name} -d ${fishQuote(summary)}`,
      ...(choices.length > 0 ? [`${seen} -f -a '${choices.join(' ')}'`] : []),
      ...Object.entries(options).map(([option, row]) => `${seen} ${fishOption(option, row)}`),
    ];
  });
  return `${HEAD}${lines.join('\n')}\n`;
}

function fishOption(name: string, { short, value, choices, help }: Option): string {
  const taken = value === undefined ? '' : choices ? ` -x -a '${choices.join(' ')}'` : ' -r';
  return `-l ${name}${short === undefined ? '' : ` -s ${short}`}${taken} -d ${fishQuote(help)}`;
}

function fishQuote(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
