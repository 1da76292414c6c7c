import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FUNCTIONS = `${ROOT}docs/api/functions/`;

/** An example of a function's page in docs/api. */
export interface ApiExample {
  readonly of: string;
  /** In what situation it runs; empty for the usual one. */
  readonly caption: string;
  readonly code: string;
  /** What it says that it prints, a line each. */
  readonly prints: readonly string[];
}

export function apiExamples(): readonly ApiExample[] {
  return readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => examplesIn(file.replace('.md', ''), readFileSync(FUNCTIONS + file, 'utf8')));
}

function examplesIn(of: string, page: string): readonly ApiExample[] {
  const [, ...examples] = page.split(/^## Examples?\n/mu);
  return examples.flatMap((text) =>
    [...text.matchAll(/(?:^\*\*(?<caption>.*)\*\*\n\n)?^```ts\n(?<code>[^]*?)^```$/gmu)].map(({ groups }) => {
      const code = groups?.['code'] ?? '';
      const prints = [...code.matchAll(/(?:^|; )\/\/ (?<line>.*)$/gmu)].map((match) => match[1] ?? '');
      return { of, caption: groups?.['caption'] ?? '', code, prints };
    }),
  );
}
