import { readFileSync } from 'node:fs';
import { stdout } from 'node:process';

/**
 * `npm run mutants`, after `npm run mutation`: how many changes of each folder were noticed, and where those stand that were not, as the
 * tables of docs/lab/reliability.md. `npm run mutants -- scan-trail` lists these one by one.
 */
const { files } = JSON.parse(readFileSync('reports/mutation/incremental.json', 'utf8'));
const results = Object.entries(files).map(([path, { mutants, source }]) => ({ path, mutants, source }));
const [wanted] = process.argv.slice(2);
stdout.write(`${wanted === undefined ? tables() : details(wanted)}\n`);

function tables() {
  const folders = ['src/core/', 'src/formats/'].map((folder) => [
    folder,
    results.filter(({ path }) => path.startsWith(folder)).flatMap(({ mutants }) => mutants),
  ]);
  const left = results.map(({ path, mutants }) => [path.replace('src/', ''), mutants.filter(isLeft).length]);
  return [
    '| folder | killed | of | timeouts among them | per cent |\n| --- | --- | --- | --- | --- |',
    ...folders.map(row),
    '',
    left
      .filter(([, count]) => count > 0)
      .toSorted(([one, many], [other, more]) => more - many || one.localeCompare(other))
      .map(([path, count]) => `\`${path}\` ${count}`)
      .join(', '),
  ].join('\n');
}

function row([folder, mutants]) {
  const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  const late = killed.filter(({ status }) => status === 'Timeout').length;
  const share = ((100 * killed.length) / mutants.length).toFixed(1);
  return `| \`${folder}\` | ${killed.length} | ${mutants.length} | ${late} | ${share} |`;
}

function isLeft({ status }) {
  return status === 'Survived' || status === 'NoCoverage';
}

function details(name) {
  return results
    .filter(({ path }) => path.includes(name))
    .flatMap(({ path, mutants, source }) => {
      const lines = source.split('\n');
      return mutants.filter(isLeft).map(({ location: { start }, mutatorName, replacement = '' }) => {
        const change = `${mutatorName}: ${replacement.replaceAll(/\s+/gu, ' ')}`;
        return `${path}:${start.line}:${start.column} ${lines[start.line - 1].trim()}\n  ${change}`;
      });
    })
    .join('\n');
}
