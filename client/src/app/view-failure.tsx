/**
 * One net for each page of a workshop. The room outside it stays open, so whatever waits to
 * be sent goes on being sent; drawing the page again is enough, without loading it anew.
 */
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { FailureNet } from '../design/failure-net.tsx';
import { Note } from '../design/note.tsx';
import { useText } from '../state/hooks.ts';

export function ViewFailure({ children }: { readonly children: ReactNode }) {
  return <FailureNet failed={(again) => <Broken onAgain={again} />}>{children}</FailureNet>;
}

function Broken({ onAgain }: { readonly onAgain: () => void }) {
  const text = useText();
  return (
    <main role="alert">
      <Note
        tone="danger"
        icon={<CircleAlert aria-hidden />}
        actions={<Button onClick={onAgain}>{text('proposals.pageAgain')}</Button>}
      >
        <h1>{text('proposals.pageBroken')}</h1>
        <p>{text('proposals.pageBrokenLine')}</p>
      </Note>
    </main>
  );
}
