import { expect, test } from 'vitest';
import { stageCommand } from '../../../../src/core/messages/staging.ts';

test.each([
  [['BACKLOG.yaml', 'my log/a.md'], true, "git add BACKLOG.yaml 'my log/a.md'"],
  [['BACKLOG.yaml'], false, 'git add :/BACKLOG.yaml'],
  [
    ['-a', ':b', '!c', '^d', '(e', 'f*', 'g?', 'h[1]', 'i\\j'],
    true,
    "git add ':(top,literal)-a' ':(top,literal):b' ':(top,literal)!c' ':(top,literal)^d' ':(top,literal)(e' ':(top,literal)f*' ':(top,literal)g?' ':(top,literal)h[1]' ':(top,literal)i\\j'",
  ],
  [['a-b', 'c:d', 'e!'], true, "git add a-b c:d 'e!'"],
])('what is staged by %j', (paths, atRoot, command) => expect(stageCommand(paths, atRoot)).toBe(command));
