/** Catches what breaks while drawing, shows something else in its place, and can begin again. */
import { Component, type ReactNode } from 'react';

interface Props {
  /** What stands in its place; `again` draws the children anew. */
  readonly failed: (again: () => void) => ReactNode;
  /** When it becomes another, what broke is tried anew: the cause may be gone. */
  readonly cause?: unknown;
  readonly children: ReactNode;
}

export class FailureNet extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.cause !== this.props.cause) this.again();
  }

  readonly again = () => this.setState({ broken: false });

  override render(): ReactNode {
    return this.state.broken ? this.props.failed(this.again) : this.props.children;
  }
}
