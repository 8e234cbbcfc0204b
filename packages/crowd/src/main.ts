/**
 * `npm run crowd -- --people 60 --minutes 5 [--url … --code …] [--json]`: a room full of
 * simulated people, so that whoever leads can rehearse. The exit code says whether every
 * board and everything that was accepted was where it must be.
 */
import { askedFor, USAGE } from './asked-for.ts';
import { type Rehearsed, rehearses } from './rehearsal.ts';

// What the connection tells a browser's console is of no use to a hundred people at once.
console.info = () => undefined;
// Each board that is dialled hangs a listener on the end of the program.
process.setMaxListeners(0);

const wish = askedFor(process.argv.slice(2).filter((each) => each !== '--'));
if (typeof wish === 'string') {
  process.stderr.write(`${wish}\n${USAGE}\n`);
  process.exitCode = 1;
} else {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const rehearsed = await rehearses(wish, say, stop.signal);
  const kept =
    wish.url === null ? 'every accepted command is' : 'the words of every accepted card are';
  process.stdout.write(`${told(rehearsed, kept)}\n`);
  if (wish.json) process.stdout.write(`${JSON.stringify(rehearsed)}\n`);
  process.exitCode = rehearsed.errors === 0 ? 0 : 1;
  // Sockets that are being closed would keep the program for a while.
  process.stdout.write('', () => process.exit());
}

function told(result: Rehearsed, kept: string): string {
  const { people, commands, p50, p95, longest, refusals, reloads, losses, retries, faults } =
    result;
  const noes = Object.entries(refusals).map(([kind, n]) => `${kind} ${n}`);
  return [
    `${people} people, ${commands} commands accepted; ${reloads} reloads, ${losses} lost lines, ${retries} pages opened only when asked again`,
    `answered within ${p50} ms (half), ${p95} ms (95 of 100), ${longest} ms (all)`,
    `refused: ${noes.length === 0 ? 'none' : noes.join(', ')}`,
    ...result.phases.map(
      ({ phase, people: boards, different, ms }) =>
        `${phase}: ${boards - different} of ${boards} boards equal to the server's (${ms} ms)`,
    ),
    faults.length === 0
      ? `${kept} in the ${result.foundIn}`
      : `WRONG, ${faults.length} times:\n${faults.slice(0, 20).join('\n')}`,
  ].join('\n');
}
