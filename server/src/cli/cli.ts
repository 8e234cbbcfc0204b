/** `npm run tavolo -- <verb>`: what an operator does with a data folder while the server is stopped. */
import { tavolo } from './verbs.ts';

process.exitCode = await tavolo(process.argv.slice(2), {
  env: process.env,
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
