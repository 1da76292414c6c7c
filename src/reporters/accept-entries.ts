import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { runnableText } from '../core/messages/runnable.ts';
import { quoted } from './parts/escape.ts';
import type { Style } from './parts/style.ts';

const REASON = 'REPLACE ME: why this is intended';

/**
 * Entries to paste into `.tidemark.yaml`, one for each finding that can be accepted. Inherited warnings block nobody
 * and are left out. The reasons are placeholders: only a person can give them.
 */
export function renderAccept({ findings }: Pick<Report, 'findings'>, { programs }: Style): string {
  const open = findings.filter(({ severity, inherited }) => severity === 'error' || !inherited);
  const entries = new Set(open.flatMap((finding) => entryOf(finding) ?? []));
  const hopeless = open.filter(({ excuse }) => excuse === undefined).map(({ rule }) => rule);
  return [
    ...(entries.size > 0 ? [HEAD, 'accept:', ...entries] : ['# tidemark: nothing to accept']),
    ...(open.length < findings.length ? [runnableText(LEFT_OUT, programs)] : []),
    ...[...new Set(hopeless)].map((rule) => `# ${rule} cannot be accepted: it has to be fixed`),
    '',
  ].join('\n');
}

/** Hooks take the policy of what they check, and CI and servers that of the branch which it goes into. */
const HEAD = [
  '# For .tidemark.yaml. If that has an "accept:" already, paste only the entries.',
  '# CI and servers count an entry once the branch that this goes into has it: bring it there first, by itself.',
].join('\n');

const LEFT_OUT =
  '# Inherited findings do not block anyone. To accept them anyway: `tidemark check --strict --format accept`';

function entryOf({ rule, id, name, excuse, ledger }: Finding): string | undefined {
  if (excuse === undefined) return undefined;
  const about = ledger === undefined ? [] : [`ledger: ${quoted(ledger)}`];
  if ('mark' in excuse) return entry([`rule: ${rule}`, `mark: ${excuse.mark}`, ...about]);
  const named = [`id: ${quoted(name ?? id ?? '')}`, `subject: ${quoted(excuse.subject)}`];
  return entry([`rule: ${rule}`, ...named, ...about]);
}

function entry(lines: readonly string[]): string {
  return `  - ${[...lines, `reason: ${quoted(REASON)}`].join('\n    ')}`;
}
