import { useText } from '../state/hooks.ts';

/** An address of ours that leads nowhere. The server answers most of them itself. */
export function UnknownPage() {
  const text = useText();
  return (
    <main>
      <h1>{text('refusals.not-found')}</h1>
      <p>
        <a href="/">Tavolo</a>
      </p>
    </main>
  );
}
