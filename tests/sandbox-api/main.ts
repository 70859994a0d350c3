import { type Command, parseCommandLine, USAGE } from './command-line.ts';
import { type Sandbox, type SandboxOptions, startSandboxApi } from './start-sandbox-api.ts';
import { API_HOST } from './tls-certificate.ts';

/** Starts the sandbox, or says in a sentence why it cannot. */
async function start(options: SandboxOptions): Promise<Sandbox | null> {
  try {
    return await startSandboxApi(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    console.error(
      `Port ${options.port} is ${code === 'EACCES' ? 'not ours to use' : 'taken'}: choose another with --port.`,
    );
    process.exitCode = 1;
    return null;
  }
}

function describe({ data, url, key, port, certificate }: Sandbox): string {
  const count = (number: number) => new Intl.NumberFormat('en').format(number);
  const posts = count(data.posts('account-videos').length);
  const videos = count(data.posts('videos').length);
  const lines = [
    'The sandbox API is running; Ctrl-C stops it.',
    '',
    `  base URL   ${url}/v2`,
    `  key        ${key}`,
    `  library    ${posts} posts of ${count(data.accounts.length)} accounts, and ${videos} posts tracked one by one`,
  ];
  if (certificate) {
    lines.push(
      '',
      'Chromium takes it for the real API when started with',
      `  --host-resolver-rules="MAP ${API_HOST}:443 127.0.0.1:${port}" --ignore-certificate-errors`,
    );
  }
  return lines.join('\n');
}

async function run(command: Command): Promise<void> {
  if (command.kind === 'help') {
    console.log(USAGE);
  } else if (command.kind === 'mistake') {
    console.error(`${command.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else {
    const sandbox = await start(command.options);
    if (!sandbox) return;
    console.log(describe(sandbox));
    process.once('SIGINT', () => sandbox.close());
    process.once('SIGTERM', () => sandbox.close());
  }
}

await run(parseCommandLine(process.argv.slice(2)));
