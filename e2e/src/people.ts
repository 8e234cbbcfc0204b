/**
 * People as a workshop knows them: each has a browser of their own (nothing shared but the
 * server), a device and a language. Helpers find things as people do, by their words.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type InterfaceLanguage, type Key, type Params, translate } from '@tavolo/i18n';

export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  laptop: { viewport: { width: 1366, height: 768 } },
  projector: { viewport: { width: 1920, height: 1080 } },
} as const;
export type Device = keyof typeof DEVICES;

export interface Who {
  readonly name: string;
  readonly device?: Device;
  readonly language?: InterfaceLanguage;
  readonly scheme?: 'light' | 'dark';
  readonly javaScript?: boolean;
  /** A screen that is touched; phones always are. */
  readonly touch?: boolean;
}

export interface Person {
  readonly name: string;
  readonly device: Device;
  readonly language: InterfaceLanguage;
  readonly context: BrowserContext;
  readonly page: Page;
  /** The words of the catalog in this person's language. */
  says(key: Key, params?: Params): string;
  /** What went wrong in their pages without a test looking: broken scripts, blocked content. */
  readonly faults: string[];
  leaves(): Promise<void>;
}

const LOCALES: Record<InterfaceLanguage, string> = { it: 'it-IT', en: 'en-GB' };

export async function arrives(browser: Browser, baseURL: string, who: Who): Promise<Person> {
  const { name, device = 'laptop', language = 'it', scheme = 'light', javaScript = true } = who;
  const touch = who.touch === true ? { hasTouch: true } : {};
  const context = await browser.newContext({
    ...DEVICES[device],
    ...touch,
    baseURL,
    locale: LOCALES[language],
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    // Gliding cards are looked at by people; tests want to know where a card is.
    reducedMotion: 'reduce',
  });
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(`${name}: ${message.text()}`);
  });
  return {
    name,
    device,
    language,
    context,
    page,
    faults,
    says: (key, params) => translate(language, key, params),
    leaves: () => context.close(),
  };
}
