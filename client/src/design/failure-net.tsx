/** Catches what breaks while drawing, shows something else in its place, and can begin again. */
import { Component, type ReactNode } from 'react';

interface Props {
  /** What stands in its place; `again` draws the children anew. */
  readonly failed: (again: () => void) => ReactNode;
  readonly children: ReactNode;
}

export class FailureNet extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  readonly again = () => this.setState({ broken: false });

  override render(): ReactNode {
    return this.state.broken ? this.props.failed(this.again) : this.props.children;
  }
}
