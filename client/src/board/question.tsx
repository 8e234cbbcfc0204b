/** The question the workshop starts from, where one was asked: in sight wherever it is answered. */
import { useWorkshop } from '../state/hooks.ts';
import css from './question.module.css';

export function Question() {
  const challenge = useWorkshop((workshop) => workshop.challenge);
  const language = useWorkshop((workshop) => workshop.language);
  if (challenge === '') return null;
  return (
    <p className={css.question} lang={language} dir="auto">
      {challenge}
    </p>
  );
}
