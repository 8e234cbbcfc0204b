/** What the room has made, as tiles large enough for the last row; in turns where it is much. */
import type { ThemeColour } from '@tavolo/model';
import type { ReactNode } from 'react';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useText } from '../state/hooks.ts';
import css from './tiles.module.css';
import { useTurns } from './turns.ts';

export interface Tile {
  readonly key: string;
  readonly words: string;
  /** The words' own, for right-to-left and hyphenation. */
  readonly language?: string;
  readonly colour?: ThemeColour | undefined;
  readonly note?: ReactNode;
  /** A second line, where few tiles leave room for one. */
  readonly detail?: string;
  /** A need, in the words of who wrote it, and not a title. */
  readonly quiet?: boolean;
  /** Its sign stands before the words, where there is no room for a line of its own. */
  readonly low?: boolean;
}

const PER_PAGE = 6;
/** So few are larger, and have room for a second line. */
const FEW = 4;

export function Tiles({
  tiles,
  label,
}: {
  readonly tiles: readonly Tile[];
  readonly label: string;
}) {
  const text = useText();
  const { items, page, pages } = useTurns(tiles, PER_PAGE);
  const few = items.length <= FEW && pages === 1;
  return (
    <section className={css.tiles} aria-label={label}>
      <ul key={page} data-few={few || undefined}>
        {items.map((tile) => (
          <li
            key={tile.key}
            data-theme={tile.colour}
            data-quiet={tile.quiet || undefined}
            data-low={tile.quiet || tile.low || undefined}
          >
            <p lang={tile.language} dir="auto">
              {tile.words}
            </p>
            {few && tile.detail !== undefined && tile.detail !== '' ? (
              <p className={css.detail} lang={tile.language} dir="auto">
                {tile.detail}
              </p>
            ) : null}
            {tile.colour === undefined && tile.note === undefined ? null : (
              <p className={css.note}>
                {tile.colour === undefined ? null : <ThemeGlyph colour={tile.colour} />}
                {tile.note}
              </p>
            )}
          </li>
        ))}
      </ul>
      {pages === 1 ? null : (
        <p className={css.turn}>{text('projector.turn', { page: page + 1, pages })}</p>
      )}
    </section>
  );
}
