import type { AuditReport } from '../../core/history/audit.ts';
import { auditJson, renderAudit } from '../../reporters/surveys/audit-report.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { OUTPUT_OPTION } from '../arguments/report-targets.ts';
import { defineCommand } from '../define-command.ts';
import { printAll } from '../output/print-report.ts';

export const audit = defineCommand({
  name: 'audit',
  summary: 'show what all IDs have stood for: every collision and how it ended, and how the mark changed',
  examples: [
    ['tidemark audit', 'the whole history of HEAD'],
    ['tidemark audit --since 2026-03-01', 'without what ended before'],
    ['tidemark audit --format html --output ids.html', 'a page with a picture, to open in a browser'],
    ['tidemark audit --format json', 'the same for a program'],
  ],
  options: {
    since: { type: 'string', value: 'DATE', help: 'leave out what ended before that day' },
    output: OUTPUT_OPTION,
  },
  formats: ['human', 'json', 'html'],
  run: async ({ options, targets, cwd, configPath, style }) => {
    const { audit } = await import('../../surveying/audit.ts');
    const found = await audit({ cwd, configPath }, { since: options.since });
    const all = targets.length > 0 ? targets : [{ format: 'human' } as const];
    const stdout = await printAll(all, async (format, isFile) =>
      render(format, found, isFile ? { ...style, color: false } : style),
    );
    return { code: 0, stdout };
  },
});

async function render(format: 'human' | 'json' | 'html', audit: AuditReport, style: Style): Promise<string> {
  if (format === 'json') return auditJson(audit);
  if (format === 'human') return renderAudit(audit, style);
  const { renderAuditPage } = await import('../../reporters/page/audit-page.ts');
  return renderAuditPage(audit, style);
}
