/** Opening a workshop: a short form, then what its owner needs to keep and to give away. */
import type { CreatedWorkshop } from '@tavolo/protocol';
import { useState } from 'react';
import { CreateForm } from './create-form.tsx';
import css from './create-page.module.css';
import { WorkshopReady } from './workshop-ready.tsx';

export interface Ready {
  readonly title: string;
  readonly created: CreatedWorkshop;
}

export function CreatePage() {
  // Held here alone: the owner's link is shown once and kept nowhere on this device.
  const [ready, setReady] = useState<Ready | null>(null);
  return (
    <div className={css.page}>
      {ready === null ? <CreateForm onReady={setReady} /> : <WorkshopReady {...ready} />}
    </div>
  );
}
