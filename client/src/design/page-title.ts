import { useEffect } from 'react';

/** The title of the tab, for as long as this page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
