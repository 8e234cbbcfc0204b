/** A link to another of our own pages: the document stays, so that what is open stays open. */
import type { ComponentProps, MouseEvent } from 'react';
import { ButtonLink } from './button.tsx';

/** Goes to another of our own pages, without loading the document again. */
export function navigate(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
  window.scrollTo(0, 0);
}

type Own<Props> = Omit<Props, 'href'> & { readonly href: string };

export function PageLink({ href, children, ...rest }: Own<ComponentProps<'a'>>) {
  return (
    <a {...rest} href={href} onClick={(event) => follow(event, href)}>
      {children}
    </a>
  );
}

export function PageButtonLink({ href, ...rest }: Own<ComponentProps<typeof ButtonLink>>) {
  return <ButtonLink {...rest} href={href} onClick={(event) => follow(event, href)} />;
}

/** With a key held, or another button, it is the browser's own business: a new tab. */
function follow(event: MouseEvent, href: string): void {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (event.defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
  event.preventDefault();
  navigate(href);
}
