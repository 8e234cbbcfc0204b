import './design/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { Announcer } from './design/announce.tsx';
import { ToastRegion } from './design/toast.tsx';
import { startLanguage } from './state/language.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
    <Announcer />
    <ToastRegion />
  </StrictMode>,
);
