/** The break, and what everybody is asked to look at, large enough for the last row. */
import { cardsOfCluster, type Spotlight, type Workshop } from '@tavolo/model';
import { Coffee } from 'lucide-react';
import { useText, useWorkshop } from '../state/hooks.ts';
import css from './care.module.css';
import { Showing } from './showing.tsx';
import { type Tile, Tiles } from './tiles.tsx';

/** The footer has the time, as always. */
export function Break() {
  const text = useText();
  return (
    <section className={css.care} data-work="care" role="status">
      <Coffee aria-hidden />
      <p className={css.big}>{text('care.pause')}</p>
      <p>{text('care.roomPauseLine')}</p>
    </section>
  );
}

export function Together({ spotlight: { at, hold } }: { readonly spotlight: Spotlight }) {
  const text = useText();
  const workshop = useWorkshop();
  const thing = at.kind === 'wall' ? null : thingOf(at, workshop);
  if (thing === null) {
    return hold ? (
      <section className={css.care} data-work="care" role="status">
        <p className={css.big}>{text('care.all')}</p>
        <p>{text('care.allToWall')}</p>
      </section>
    ) : (
      <Showing />
    );
  }
  return (
    <section
      className={css.care}
      data-work="care"
      data-full={thing.tiles.length > 0 || undefined}
      data-theme={thing.colour}
      role="status"
    >
      <p>{text(hold ? 'care.all' : 'care.come')}</p>
      <p className={css.big} lang={thing.language} dir="auto" data-long={thing.words.length > 90}>
        {thing.words}
      </p>
      {thing.note === '' ? null : (
        <p lang={workshop.language} dir="auto">
          {thing.note}
        </p>
      )}
      {thing.tiles.length === 0 ? null : <Tiles tiles={thing.tiles} label={thing.words} />}
    </section>
  );
}

interface Thing {
  readonly words: string;
  readonly language: string;
  readonly colour?: Tile['colour'];
  readonly note: string;
  readonly tiles: readonly Tile[];
}

/** Null where it is no longer there. No names: the whole room reads along. */
function thingOf(
  at: Exclude<Spotlight['at'], { readonly kind: 'wall' }>,
  workshop: Workshop,
): Thing | null {
  const { language } = workshop;
  switch (at.kind) {
    case 'card': {
      const card = workshop.cards.get(at.id);
      if (card?.status !== 'published') return null;
      const colour = card.themeId === null ? undefined : workshop.themes.get(card.themeId)?.colour;
      return { words: card.text, language: card.language, colour, note: '', tiles: [] };
    }
    case 'cluster': {
      const cluster = workshop.clusters.get(at.id);
      if (cluster === undefined) return null;
      const colour =
        cluster.themeId === null ? undefined : workshop.themes.get(cluster.themeId)?.colour;
      const tiles = cardsOfCluster(workshop, at.id).map((card) => ({
        key: card.id,
        words: card.text,
        language: card.language,
        quiet: true,
      }));
      return { words: cluster.name, language, colour, note: cluster.question, tiles };
    }
    case 'proposal': {
      const proposal = workshop.proposals.get(at.id);
      if (proposal === undefined) return null;
      const note = workshop.tables.get(proposal.tableId)?.name ?? '';
      return { words: proposal.fields.title, language, note, tiles: [] };
    }
    case 'table': {
      const table = workshop.tables.get(at.id);
      return table === undefined ? null : { words: table.name, language, note: '', tiles: [] };
    }
  }
}
