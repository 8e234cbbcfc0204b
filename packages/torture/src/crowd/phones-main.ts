/** A crowd of phones in a process of its own: what they cost is not counted with the server. Started by `phones.ts`. */
import { openPhones } from './dial.ts';
import type { PhonesWord } from './phones.ts';
import type { Answered, Asked } from './words.ts';

const phones = openPhones();

process.on('disconnect', () => process.exit(0));
process.on('message', ({ number, question }: Asked<PhonesWord>) => {
  const done = question === 'hang up' ? phones.hangUp() : phones.dial(question);
  done.then(
    (answer) => tell({ number, answer }),
    (error: unknown) => tell({ number, failed: String(error) }),
  );
});
tell({ number: 0, answer: null });

function tell(answered: Answered): void {
  process.send?.(answered);
}
