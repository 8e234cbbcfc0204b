/**
 * The keyboard inside a group of cards: Tab reaches one of them, arrows reach the others,
 * M opens "Move to…". The stop of a card is its ⋯, which Enter opens.
 */
export function rove(
  event: { readonly key: string; readonly target: EventTarget; preventDefault(): void } & Pick<
    KeyboardEvent,
    'ctrlKey' | 'metaKey' | 'altKey'
  >,
  openMove: (cardId: string) => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stop = event.target instanceof HTMLElement ? event.target : null;
  if (stop === null || stop.dataset.stop === undefined) return;
  if (event.key === 'm' || event.key === 'M') {
    event.preventDefault();
    openMove(stop.closest<HTMLElement>('[data-card]')?.dataset.card ?? '');
    return;
  }
  const to = neighbourOf(stop, event.key);
  if (to === null) return;
  event.preventDefault();
  stop.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
  to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/**
 * A card that has moved is drawn anew elsewhere, and the focus it had is lost. Brings it
 * back to the card, or to the first one of the tray where the card is out of sight.
 */
export function followCard(cardId: string): void {
  // The move is drawn in the next frame, and the panel gives the focus back after it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      const there = document.querySelector<HTMLElement>(
        `[data-card="${CSS.escape(cardId)}"] [data-stop]`,
      );
      const stop =
        there ?? document.querySelector<HTMLElement>('[data-scroller] [data-stop][tabindex="0"]');
      stop?.focus();
    }),
  );
}

function neighbourOf(stop: HTMLElement, key: string): HTMLElement | null {
  const column = stop.closest<HTMLElement>('[data-column], [data-scroller]');
  if (column === null) return null;
  const stops = stopsIn(column);
  const at = stops.indexOf(stop);
  switch (key) {
    case 'ArrowDown':
      return stops[at + 1] ?? null;
    case 'ArrowUp':
      return stops[at - 1] ?? null;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const columns = [
        ...(column.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? []),
      ];
      const other = columns[columns.indexOf(column) + (key === 'ArrowRight' ? 1 : -1)];
      if (other === undefined) return null;
      const others = stopsIn(other);
      return others[Math.min(at, others.length - 1)] ?? null;
    }
    case 'Home':
      return stops[0] ?? null;
    case 'End':
      return stops.at(-1) ?? null;
    default:
      return null;
  }
}

function stopsIn(column: HTMLElement): HTMLElement[] {
  return [...column.querySelectorAll<HTMLElement>('[data-stop]')];
}
