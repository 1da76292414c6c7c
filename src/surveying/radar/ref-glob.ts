/** A glob of git's: `*` stays within a part of a name, `**` does not. */
export function refPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*|[*?]|[^*?]+/gu, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replaceAll(/[\\^$.|+()[\]{}]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${source}(?:/.*)?$`, 'u');
}
