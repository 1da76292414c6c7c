import { parse } from 'smol-toml';
import { refusePath } from './safe-path.ts';
import { decodeUtf8 } from '../text/utf8.ts';

/** What `phase-golem.toml` or `orchestrate.toml` says about a project. */
export interface ProjectSettings {
  /** Upper-case. */
  readonly prefix?: string;
  /** Relative to the repository's root. */
  readonly backlogPath?: string;
}

/** Reads `prefix` and `backlog_path` of `[project]`. The file belongs to another tool, so what cannot be used says nothing. Never throws. */
export function parseProjectToml(bytes: Uint8Array): ProjectSettings {
  const { prefix, backlog_path: path } = readProject(bytes);
  return {
    ...(typeof prefix === 'string' &&
      /^[A-Za-z][A-Za-z0-9_-]*$/u.test(prefix) && { prefix: prefix.toUpperCase() }),
    ...(typeof path === 'string' && refusePath(path) === undefined && { backlogPath: path }),
  };
}

function readProject(bytes: Uint8Array): { readonly prefix?: unknown; readonly backlog_path?: unknown } {
  const decoded = decodeUtf8(bytes);
  if ('fault' in decoded) return {};
  try {
    const { project } = parse(decoded.text);
    return typeof project === 'object' && !Array.isArray(project) && !(project instanceof Date)
      ? project
      : {};
  } catch {
    return {};
  }
}
