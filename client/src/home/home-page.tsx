/**
 * The first page: enter with a code, open a workshop, try the demonstration, or go back to
 * where one was. Opening a workshop has the address `#create`, so that Back leads home.
 */
import { INTERFACE_LANGUAGES, LANGUAGE_NAMES } from '@tavolo/i18n';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Brand } from '../design/brand.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import { CreatePage } from './create-page.tsx';
import { Hero } from './hero.tsx';
import css from './home-page.module.css';
import { HowItGoes } from './how-it-goes.tsx';

const CREATE = '#create';

export default function HomePage() {
  const creating = useHash() === CREATE;
  const main = useRef<HTMLElement>(null);
  const shown = useRef(creating);
  useEffect(() => {
    // From one view to the other: reading starts at the top of the new one.
    if (shown.current === creating) return;
    shown.current = creating;
    window.scrollTo(0, 0);
    main.current?.focus();
  }, [creating]);
  return (
    <div className={css.page}>
      <Head creating={creating} />
      <main ref={main} tabIndex={-1}>
        {creating ? (
          <CreatePage />
        ) : (
          <>
            <Hero createHref={CREATE} />
            <HowItGoes />
          </>
        )}
      </main>
    </div>
  );
}

function Head({ creating }: { readonly creating: boolean }) {
  const text = useText();
  const [language, setLanguage] = useLanguage();
  return (
    <header className={css.head}>
      <Brand href="/" />
      <nav>
        {creating ? null : (
          <a href="#how" className={css.how}>
            {text('home.howLink')}
          </a>
        )}
        <LanguageSwitch
          label={text('common.language')}
          languages={INTERFACE_LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }))}
          current={language}
          onChange={setLanguage}
        />
      </nav>
    </header>
  );
}

function useHash(): string {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      window.addEventListener('popstate', listener);
      return () => {
        window.removeEventListener('hashchange', listener);
        window.removeEventListener('popstate', listener);
      };
    },
    () => window.location.hash,
  );
}
