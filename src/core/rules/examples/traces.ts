import { backlogOf, RETRY, type Example } from './example.ts';

const backlog = { 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY }, 1) };
const prd = { 'changes/WRK-001_retry-limits/WRK-001_retry-limits_PRD.md': '# Retry limits\n' };
const design = { 'changes/WRK-001_retry-limits/WRK-001_retry-limits_DESIGN.md': '# How to retry\n' };

export const changeDirConflict: Example = {
  before: [backlog],
  fails: { 'changes/WRK-001_export-as-csv/WRK-001_export-as-csv_PRD.md': '# Export as CSV\n' },
  passes: prd,
};

export const changeDirDuplicate: Example = {
  before: [{ ...backlog, ...prd }],
  fails: { 'changes/WRK-001_retry-limits-of-uploads/WRK-001_DESIGN.md': '# How to retry\n' },
  passes: design,
};

export const changeDirShared: Example = {
  before: [{ ...backlog, ...prd }],
  fails: { 'changes/WRK-001_retry-limits/WRK-001_export-as-csv_PRD.md': '# Export as CSV\n' },
  passes: design,
};

export const worklogConflict: Example = {
  before: [backlog],
  fails: { '_worklog/2026-02.md': entry('Export as CSV') },
  passes: { '_worklog/2026-02.md': entry('Retry limits') },
};

export const worklogUnreadable: Example = {
  before: [backlog],
  fails: {
    '_worklog/2026-02.md': [
      '<<<<<<< HEAD\n',
      entry('Retry limits'),
      '=======\n',
      entry('Retry limits').replace('08:30', '09:15'),
      '>>>>>>> retries\n',
    ].join(''),
  },
  passes: {
    '_worklog/2026-02.md': `${entry('Retry limits')}\n${entry('Retry limits').replace('08:30', '09:15')}`,
  },
};

function entry(title: string): string {
  return `## 2026-02-21T08:30:00.104598371+00:00 — WRK-001 (${title})\n\n- **Phase:** build\n\n---\n`;
}
