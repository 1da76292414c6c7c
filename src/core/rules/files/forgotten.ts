import type { Problem } from '../../findings/finding.ts';
import type { Facts } from '../../ledger/facts.ts';
import { evidenceOf, revisionOf, startOf } from '../../messages/wording.ts';
import { findForgotten } from '../../questions/forgotten.ts';
import type { FileSetting } from './setting.ts';
import { describeFile, relateFiles, subjectOf } from './wording.ts';
import { mainFolder } from '../../ledger/files/file-ledger.ts';

/** Entries of which a protected branch would have nothing any more once it is rewritten. */
export function forgottenEntries({ terms }: FileSetting, facts: Facts): readonly Problem[] {
  const { target, candidate } = facts;
  if (!target) return [];
  return findForgotten(facts).map((use) => ({
    id: use.claim.key,
    message: `${candidate.snapshot.label} would forget ${describeFile(use)}: its new history has nothing of it, so the number could be given away again`,
    place: startOf(mainFolder(terms)),
    related: relateFiles([use]),
    remedy: `git merge -s ours ${revisionOf(target.view.snapshot)}`,
    remedyKind: 'try',
    excuse: { subject: subjectOf(use.claim) },
    evidence: [`forgotten ${evidenceOf(use.claim)}`],
  }));
}
