import type { ItemClaim } from '../../ids/claim.ts';
import type { FileName } from '../../ledger/files/file-ledger.ts';
import { fileName } from '../../rules/files/wording.ts';
import type { Claimant } from '../claimants.ts';
import { decideKeeper } from '../keeper.ts';
import type { Renumbering } from '../renumber-plan.ts';

type Side = 'ours' | 'theirs';

/** Two entries of one path that came from two sides. */
export interface BothSides {
  readonly ledger: string;
  readonly name: FileName;
  readonly path: string;
  /** What everybody starts from, and which of the two it has. */
  readonly published: { readonly label: string; readonly has: Side | undefined };
  /** Of a merge neither side was there first; anything else is brought to HEAD. */
  readonly isMerge: boolean;
  /** When each side got it, as RFC 3339 text. */
  readonly since: Readonly<Record<Side, string | undefined>>;
}

/** Decides which of the two keeps the number, as for any other two; the plan has no new number yet. */
export function decideSides(both: BothSides): { readonly keeper: Side; readonly plan: Renumbering } {
  const { name, ledger, published, isMerge } = both;
  const [ours, theirs] = [claimantOf(both, 'ours'), claimantOf(both, 'theirs')];
  const sideOf = (claimant: Claimant): Side => (claimant === ours ? 'ours' : 'theirs');
  const { keeper, yielding } = decideKeeper(
    { claimants: [ours, theirs] },
    {
      published: { label: published.label, rank: (claimant) => Number(sideOf(claimant) === published.has) },
      home: isMerge ? undefined : LABELS.ours,
      hasLeft: () => false,
      references: () => 0,
    },
  );
  const parts = yielding.map(({ claimant, because }) => ({
    claimant,
    because: because.startsWith('neither') ? 'nothing tells which of the two is older' : because,
    to: undefined,
    name: undefined,
    edits: [],
    moves: [],
    files: [],
  }));
  return {
    keeper: sideOf(keeper),
    plan: { key: name.key, name: name.written, ledger, keeper, isBack: false, parts, references: [] },
  };
}

const LABELS = { ours: 'HEAD', theirs: 'the other side' } as const satisfies Record<Side, string>;

function claimantOf({ name, path, since }: BothSides, side: Side): Claimant {
  const claim: ItemClaim = {
    kind: 'item',
    id: name.id,
    key: name.key,
    written: name.written,
    title: name.slug,
    created: since[side],
    fingerprint: side,
    place: { path, line: 1, column: 1 },
    status: undefined,
    titlePlace: undefined,
    createdPlace: undefined,
  };
  const party = {
    label: LABELS[side],
    commit: undefined,
    backlogPath: undefined,
    past: false,
    lost: () => false,
  };
  return {
    name: `${fileName(path)} of ${LABELS[side]}`,
    items: [{ claim, present: true, parties: [party] }],
    headings: [],
    directories: [],
  };
}
