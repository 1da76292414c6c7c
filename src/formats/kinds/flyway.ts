import type { Kind } from './kind.ts';

import { withoutExtension } from './names.ts';

const EXTENSIONS = ['.sql', '.java', '.kt', '.groovy', '.scala', '.js', '.py'];

/** Flyway's versioned migrations. Repeatable ones (`R__`) and undo migrations (`U7__`) have no number of their own. */
export const flyway: Kind = {
  name: 'flyway',
  names: 'V7__slug.sql',
  zero: '0',
  usualPaths: ['src/main/resources/db/migration', '*/src/main/resources/db/migration', 'db/migration'],
  read(path) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const name = withoutExtension(file, EXTENSIONS);
    if (name === undefined || !/^v\d/iu.test(name)) return undefined;
    const at = name.indexOf('__');
    const version = name.slice(1, at === -1 ? undefined : at);
    // Whoever wrote it may believe that Flyway reads it.
    if (!name.startsWith('V') || !/^\d+(?:[._]\d+)*$/u.test(version))
      return { odd: 'is not V, a version, __ and a description, so Flyway does not run it' };
    const extension = file.slice(name.length);
    return {
      prefix: '',
      parts: version.split(/[._]/u),
      written: version,
      stem: at === -1 ? '' : name.slice(at + 2),
      // Flyway refuses two files of one version, whatever they are.
      apart: extension === '.sql' ? '' : extension,
    };
  },
  plain: /^V(\d+)__([a-z\d]+(?:_[a-z\d]+)*)\.sql$/u,
  isVersion: true,
  reuse: 'error',
  order: true,
  alsoIn: 'nowhere',
  fresh: { examples: ['V0__new_entry.sql'], extension: '.sql', text: ({ title }) => `-- ${title}\n` },
};
