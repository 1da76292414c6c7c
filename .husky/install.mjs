// `npm ci` in a checkout builds the bin and lets git run the hooks of this very checkout. Without the development
// dependencies there is nothing to build with; without a repository (a tarball) husky itself does nothing.
import { spawnSync } from 'node:child_process';

const husky = await import('husky').catch(() => undefined);
if (husky) {
  process.stdout.write(husky.default());
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', shell: true });
  process.exitCode = status ?? 1;
}
