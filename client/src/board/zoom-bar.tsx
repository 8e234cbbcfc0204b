import { Maximize, Minus, Plus } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../design/button.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import type { Camera } from './camera.ts';
import css from './wall.module.css';

/** One step of a zoom button. */
export const ZOOM_STEP = 1.25;

export function ZoomBar({ camera }: { readonly camera: Camera }) {
  const text = useText();
  const [language] = useLanguage();
  const percent = useSyncExternalStore(camera.subscribe, () => Math.round(camera.view().k * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot lie on the bar's line
    <div className={css.zoom} role="group" aria-label={text('board.zoom')}>
      <IconButton
        label={text('board.zoomOut')}
        icon={<Minus aria-hidden />}
        onClick={() => camera.zoomBy(1 / ZOOM_STEP)}
      />
      <span>{new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100)}</span>
      <IconButton
        label={text('board.zoomIn')}
        icon={<Plus aria-hidden />}
        onClick={() => camera.zoomBy(ZOOM_STEP)}
      />
      <IconButton
        label={text('board.zoomFit')}
        icon={<Maximize aria-hidden />}
        onClick={() => camera.fit()}
      />
    </div>
  );
}
