/**
 * The last net: a page whose code could not be loaded (the server is gone, or newer than
 * this page) or that broke. Says so and offers to load it again; never a white screen.
 */
import { Component, type ReactNode } from 'react';
import { useText } from '../state/hooks.ts';

interface Props {
  readonly children: ReactNode;
}

export class PageFailure extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const text = useText();
  return (
    <main role="alert">
      <h1>{text('connection.pageFailed')}</h1>
      <button type="button" onClick={() => window.location.reload()}>
        {text('connection.reload')}
      </button>
    </main>
  );
}
