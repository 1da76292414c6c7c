import { execFileSync, spawnSync } from 'node:child_process';

/** What a reader makes of a backlog: ID, title (however its blanks are folded) and `created` of each item, and the mark; null where it cannot read it. */
export type Reading = { readonly items: readonly (readonly string[])[]; readonly mark: string | null } | null;

/** Reads each text of a list of them. */
const READER = String.raw`
import json, re, sys, yaml
NOTHING = ('', '~', 'null', 'Null', 'NULL')
def text_of(item, name):
    keys = [name] if name in item else [key for key in item if isinstance(key, str) and key.lower() == name]
    value = item[keys[0]] if keys else ''
    if not isinstance(value, str):
        raise ValueError(name)
    return '' if value in NOTHING else value
def fold(text):
    return re.sub('[ \t\r\n\u0085\u2028\u2029]+', ' ', text).strip(' ')
def read(text):
    try:
        tree = yaml.load(text.encode('utf-8'), Loader=yaml.CBaseLoader)
        items = [[text_of(item, 'id'), fold(text_of(item, 'title')), text_of(item, 'created')] for item in tree['items'] or []]
        mark = tree.get('next_item_id')
        return {'items': items, 'mark': None if isinstance(mark, (list, dict)) else mark}
    except (yaml.YAMLError, UnicodeError, ValueError, TypeError, KeyError, AttributeError):
        return None
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

/** Whether Python has PyYAML with libyaml, by which many tools read YAML as the orchestrator does. */
export const HAS_LIBYAML = spawnSync('python3', ['-c', 'import yaml; yaml.CBaseLoader']).status === 0;

/** Reads texts as libyaml does, all of them in one process. */
export function readByLibyaml(texts: readonly string[]): readonly Reading[] {
  const output = execFileSync('python3', ['-c', READER], {
    input: JSON.stringify(texts),
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output.toString());
}
