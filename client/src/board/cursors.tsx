/** Where the others point. A layer of its own, so that moving cursors draw nothing else. */
import { type RefCallback, useSyncExternalStore } from 'react';
import { usePresence } from '../state/hooks.ts';
import type { Camera } from './camera.ts';
import css from './wall.module.css';

export function Cursors({ camera }: { readonly camera: Camera }) {
  const people = usePresence();
  const k = useSyncExternalStore(camera.subscribe, () => camera.view().k);
  return (
    <div className={css.people} ref={camera.follow as RefCallback<HTMLElement>} aria-hidden>
      {people.map(({ seatKey, cursor, name, shade }) =>
        cursor === null ? null : (
          <div
            key={seatKey}
            className={css.cursor}
            data-shade={shade}
            style={{ transform: `translate(${cursor.x}px, ${cursor.y}px) scale(${1 / k})` }}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M2 2l6 15.5 2.3-6.4 6.5-2.2z" />
            </svg>
            <span dir="auto">{name}</span>
          </div>
        ),
      )}
    </div>
  );
}
