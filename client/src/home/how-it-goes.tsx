/** How a workshop goes, in four steps, and where each of them happens. */
import { ArrowRight, Layers, PenLine, Presentation, Sprout, Users } from 'lucide-react';
import { Tag } from '../design/tag.tsx';
import { useText } from '../state/hooks.ts';
import css from './how-it-goes.module.css';

const STEPS = [
  { name: 'gather', theme: 'access', Icon: PenLine, on: 'wall' },
  { name: 'group', theme: 'housing', Icon: Layers, on: 'wall' },
  { name: 'propose', theme: 'children', Icon: Users, on: 'tables' },
  { name: 'follow', theme: 'neighbour', Icon: Sprout, on: 'tables' },
] as const;

export function HowItGoes() {
  const text = useText();
  return (
    <section className={css.how} id="how" aria-labelledby="how-title">
      <div className={css.say}>
        <h2 id="how-title">{text('home.how')}</h2>
        <p>{text('home.howLine')}</p>
      </div>
      <ol>
        {STEPS.map(({ name, theme, Icon, on }) => (
          <li key={name} data-theme={theme}>
            <h3>
              <Icon aria-hidden />
              {text(`home.${name}Title`)}
            </h3>
            <p>{text(`home.${name}`)}</p>
            {on === 'wall' ? (
              <Tag tone="accent" icon={<Presentation aria-hidden />}>
                {text('home.onTheWall')}
              </Tag>
            ) : (
              <Tag icon={<Users aria-hidden />}>{text('home.atTheTables')}</Tag>
            )}
            <ArrowRight aria-hidden className={`turns ${css.arrow}`} />
          </li>
        ))}
      </ol>
    </section>
  );
}
