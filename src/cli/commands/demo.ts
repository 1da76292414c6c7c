import { painter } from '../../reporters/parts/style.ts';
import type { Paint } from '../../reporters/parts/style.ts';
import type { DemoPiece } from '../../demo.ts';
import { defineCommand } from '../define-command.ts';

export const demo = defineCommand({
  name: 'demo',
  summary: 'run a demonstration in a temporary repository',
  examples: [['tidemark demo', 'takes a few seconds, needs no network, removes what it makes']],
  options: {},
  formats: ['human'],
  run: async ({ io, style }) => {
    const { demo } = await import('../../demo.ts');
    const paint = painter(style);
    const color = style.color ? { FORCE_COLOR: '1' } : { FORCE_COLOR: undefined, NO_COLOR: '1' };
    // Told as it happens: this is for somebody who watches, and a story that stops short should show where.
    await demo({
      ...io,
      env: { ...io.env, ...color },
      tell: (piece) => io.stdout.write(renderPiece(piece, paint)),
    });
    return { code: 0 };
  },
});

function renderPiece(piece: DemoPiece, paint: Paint): string {
  switch (piece.kind) {
    case 'story':
      return `\n${paint.bold(piece.text)}\n\n`;
    case 'edit':
      return paint.dim(`  # ${piece.text}\n`);
    case 'command': {
      const ending = piece.code === 0 ? '' : paint.dim(`  # exit code ${piece.code ?? 'none'}\n`);
      return `  ${paint.cyan(`$ ${piece.line}`)}\n${indented(piece.output)}${ending}`;
    }
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gmu, '    ');
}
