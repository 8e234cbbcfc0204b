/** The way back to the workshops that were opened on this device. */
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { rememberedWorkshops } from '../people/remembered.ts';
import { useText } from '../state/hooks.ts';
import css from './my-workshops.module.css';

export function MyWorkshops() {
  const text = useText();
  const [workshops] = useState(rememberedWorkshops);
  if (workshops.length === 0) return null;
  return (
    <section className={css.mine} aria-labelledby="my-workshops">
      <h2 id="my-workshops">{text('home.yours')}</h2>
      <ul>
        {workshops.map(({ id, title, role }) => (
          <li key={id}>
            <a
              href={`/w/${id}`}
              aria-label={text('home.goBackTo', { title: title || text('home.untitled') })}
            >
              <span className={css.words}>
                <b dir="auto">{title || text('home.untitled')}</b>
                <small>{text(`common.role.${role}`)}</small>
              </span>
              <span className={css.back}>
                {text('home.goBack')}
                <ArrowRight aria-hidden className="turns" />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
