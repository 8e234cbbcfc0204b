/** A process full of people: asked over the channel to its parent, and gone when that is closed. */
import { Crowd } from './crowd.ts';
import type { Question } from './words.ts';

let crowd: Crowd | null = null;

process.on('message', (question: Question) => {
  answer(question).then(
    (answered) => process.send?.({ answered }),
    // The parent ends this process then, and throws what it was told.
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'rooms') {
    crowd = new Crowd(question.rooms, question.share, question.of);
    return null;
  }
  if (crowd === null) throw new Error('nobody is here yet');
  return crowd.answer(question);
}
