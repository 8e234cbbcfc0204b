/** What the doorbell says of what people write: nothing, or it is found here. */
import type { Message } from '@tavolo/server/bus/bus';
import { canariesIn } from './canaries.ts';
import { wordsIn } from './typing.ts';

export function wordsSaid(message: Message): readonly string[] {
  const lines = message.is === 'pointing' ? message.lines.map(fromBase64) : [];
  const text = [JSON.stringify(message), ...lines].join(' ');
  return [...canariesIn(text), ...wordsIn(text)];
}

function fromBase64(line: string): string {
  return Buffer.from(line, 'base64').toString('latin1');
}
