import type { Patient, Remark } from '../remark.ts';
import { note } from '../remark.ts';
import type { ItemClaim } from '../../core/ids/claim.ts';
import { isProven } from '../../core/ids/subject.ts';
import { writtenId } from '../../core/messages/spelled.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { readSnapshot } from '../../reading/snapshots.ts';

/** Whether items can be told from others of their ID. */
export async function examineItems({ repository, local }: Patient): Promise<readonly Remark[]> {
  if (repository.root === undefined) return [];
  const about = { label: 'work tree', role: 'candidate' } as const;
  const { snapshot } = await readSnapshot(repository, { kind: 'worktree', ignored: false }, about, local);
  const items = snapshot.backlog.state === 'readable' ? snapshot.backlog.backlog.items : [];
  const bare = items.filter(({ created }) => created === undefined);
  const vague = items.filter((item) => item.created !== undefined && !isProven(item));
  return [...remarkOnBare(bare, items.length), ...remarkOnVague(vague, items.length)];
}

function remarkOnBare(bare: readonly ItemClaim[], all: number): readonly Remark[] {
  if (bare.length === 0) return [];
  const message = `${counted(bare, all)} no \`created\`: ${list(bare)}. With it, Tidemark can tell a new title from a new item.`;
  return [
    note(message, 'Run `tidemark fix --created`: it adds one to each, from the commit that introduced it.'),
  ];
}

function remarkOnVague(vague: readonly ItemClaim[], all: number): readonly Remark[] {
  const [first] = vague;
  if (!first) return [];
  const message = `${counted(vague, all)} a \`created\` without a fraction of a second, such as ${first.created}: ${list(vague)}. Many items may share it, so it does not identify the item.`;
  return [
    note(
      message,
      'Leave it if titles seldom change; else write a whole moment, such as 2026-02-12T16:23:33.711239234+00:00.',
    ),
  ];
}

function counted(some: readonly ItemClaim[], all: number): string {
  return `${some.length} of ${all} ${all === 1 ? 'item' : 'items'} ${some.length === 1 ? 'has' : 'have'}`;
}

function list(items: readonly ItemClaim[]): string {
  return enumerate(items.map(writtenId));
}
