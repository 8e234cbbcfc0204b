import type { Cluster } from '@tavolo/model';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import css from './tables.module.css';

/** A group in one line: its theme's sign, its name, how many needs it holds. */
export function ClusterLine({
  cluster,
  needs,
}: {
  readonly cluster: Cluster;
  readonly needs: number;
}) {
  const text = useText();
  const language = useWorkshop((workshop) => workshop.language);
  const theme = useWorkshop(({ themes }) =>
    cluster.themeId === null ? undefined : themes.get(cluster.themeId),
  );
  return (
    <span className={css.cluster} data-theme={theme?.colour}>
      {theme === undefined ? null : <ThemeGlyph colour={theme.colour} label={theme.name} />}
      <span>
        <b lang={language} dir="auto">
          {cluster.name}
        </b>
        <small>{text('board.needs', { count: needs })}</small>
      </span>
    </span>
  );
}
