/**
 * Which page is on screen. Every page is a chunk of its own, loaded by a plain
 * `() => import()`: in a conditional chain Vite emits a page's styles and never loads them.
 */
import { lazy, Suspense } from 'react';
import { PageFailure } from './page-failure.tsx';
import { routeOf, usePath } from './router.ts';
import { UnknownPage } from './unknown-page.tsx';

const HomePage = lazy(() => import('../home/home-page.tsx'));
const WorkshopRoute = lazy(() => import('./workshop-route.tsx'));
/** Every part in every state; not in the builds that people use. */
const Gallery = import.meta.env.DEV ? lazy(() => import('../design/gallery.tsx')) : UnknownPage;

export function App() {
  const path = usePath();
  return (
    // Not by the whole path: a workshop's pages share one open room.
    <PageFailure key={path.split('/', 3).join('/')}>
      <Suspense fallback={null}>
        <Page path={path} />
      </Suspense>
    </PageFailure>
  );
}

function Page({ path }: { path: string }) {
  const route = routeOf(path);
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'workshop':
      return <WorkshopRoute workshopId={route.workshopId} view={route.view} />;
    case 'gallery':
      return <Gallery />;
    case 'unknown':
      return <UnknownPage />;
  }
}
