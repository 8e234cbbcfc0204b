/** The table seen from above: slips from several people, one thread, and what they came to. */
import { Layers } from 'lucide-react';
import { Tag } from '../design/tag.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import css from './table-art.module.css';

const SEATS = ['a', 'b', 'c', 'd', 'e', 'f'];

export function TableArt() {
  const text = useText();
  const [language] = useLanguage();
  return (
    // Decoration: the same is said in words beside it.
    <div className={css.art} aria-hidden>
      <div className={css.tabletop} />
      {SEATS.map((seat) => (
        <i key={seat} className={css[`seat-${seat}`]} />
      ))}
      <svg aria-hidden="true" className={css.yarn} viewBox="0 0 600 600" preserveAspectRatio="none">
        <path
          className={css.narrow}
          vectorEffect="non-scaling-stroke"
          d="M150 72C190 8 410 8 450 114C470 290 165 196 150 300C140 470 170 530 240 500"
        />
        <path
          className={css.wide}
          vectorEffect="non-scaling-stroke"
          d="M183 128C214 40 404 44 420 163C456 318 172 216 156 340C148 470 180 560 290 520"
        />
      </svg>
      <div className={css.first}>
        <p lang={language}>{text('home.artNeedA')}</p>
      </div>
      <div className={css.second}>
        <p lang={language}>{text('home.artNeedB')}</p>
      </div>
      <div className={css.third}>
        <p lang="ar" dir="rtl">
          {text('home.artNeedC')}
        </p>
      </div>
      <div className={css.cluster} data-theme="elder">
        <p className={css.theme}>
          <ThemeGlyph colour="elder" />
          {text('home.artTheme')}
        </p>
        <b>{text('home.artCluster')}</b>
        <Tag tone="ok" icon={<Layers />}>
          {text('home.artTogether')}
        </Tag>
      </div>
    </div>
  );
}
