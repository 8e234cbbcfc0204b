/** What it is for, and the four ways in. */
import { Plus } from 'lucide-react';
import { ButtonLink } from '../design/button.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { useText } from '../state/hooks.ts';
import { CodeForm } from './code-form.tsx';
import { DemonstrationButton } from './demonstration-button.tsx';
import css from './hero.module.css';
import { MyWorkshops } from './my-workshops.tsx';
import { TableArt } from './table-art.tsx';

export function Hero({ createHref }: { readonly createHref: string }) {
  const text = useText();
  usePageTitle(text('home.pageTitle'));
  return (
    <section className={css.hero}>
      <div className={css.say}>
        <h1>{text('home.claim')}</h1>
        <p className={css.sub}>{text('home.sub')}</p>
        <CodeForm />
        <div className={css.other}>
          <ButtonLink href={createHref} large icon={<Plus aria-hidden />}>
            {text('home.create')}
          </ButtonLink>
          <DemonstrationButton />
        </div>
        <MyWorkshops />
      </div>
      <TableArt />
    </section>
  );
}
