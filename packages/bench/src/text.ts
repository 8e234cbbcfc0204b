/**
 * Ten people write one text of 20,000 characters at once: two in Chromium, and eight stock
 * y-websocket clients that type all the while. Measured is the time from a key until its
 * letter is painted on one's own screen, and on that of the other in Chromium.
 */

import { chromium, type Page } from '@playwright/test';
import { textNameOf, textRoot } from '@tavolo/documents';
import { LAUNCH } from '@tavolo/e2e/browser';
import { arrives } from '@tavolo/e2e/people';
import { type RawClient, rawClient } from '@tavolo/e2e/raw-client';
import { startTavolo } from '@tavolo/e2e/server';
import { begins, opensSheet, sitsDown, theText, writesUnder } from '@tavolo/e2e/sheet';
import { opens } from '@tavolo/e2e/workshop';
import { MESSAGE } from '@tavolo/protocol';
import * as Y from 'yjs';
import type { Scenario } from './scenario.ts';

const CHARACTERS = 20_000;
const RAW_WRITERS = 8;
const KEYS = 80;
/** A quick hand; the others type at the same pace. */
const KEY_EVERY_MS = 150;
const WORDS = 'Oggi chi assiste un familiare resta solo per intere giornate. ';
/** A letter that nobody else types, so that each one can be told. */
const KEY = 'q';
const PATIENCE_MS = 60_000;

/** A profile of the page: of what a key waits for, more than two thirds are the browser's own drawing. */
const DRAWING =
  'laying out and drawing, in software, the eight long paragraphs in which others write; two pages, server and clients share the cores';

export const text: Scenario = {
  name: 'text',
  measures: [
    { key: 'own', name: 'key to own screen, p95', unit: 'ms', goal: 50, bound: DRAWING },
    { key: 'others', name: 'key to another’s screen, p95', unit: 'ms', goal: 200 },
    { key: 'characters', name: 'the text at the end', unit: 'characters', goal: null },
  ],
  run,
};

async function run() {
  const tavolo = await startTavolo({ TAVOLO_DEMO: 'off' });
  const browser = await chromium.launch(LAUNCH);
  const raws: RawClient[] = [];
  let typing: NodeJS.Timeout | undefined;
  try {
    const ada = await arrives(browser, tavolo.url, { name: 'Ada' });
    const { workshopId, joinCode } = await opens(ada);
    const { tableId, proposalId } = await begins(ada, workshopId, 'Scrivere in dieci');
    const bruno = await arrives(browser, tavolo.url, { name: 'Bruno' });
    await sitsDown(bruno, joinCode, ada, workshopId, tableId);
    for (const person of [ada, bruno]) await opensSheet(person, workshopId, proposalId);
    const paragraphs: Y.XmlText[] = [];
    for (let n = 1; n <= RAW_WRITERS; n += 1) {
      const writer = await arrives(browser, tavolo.url, { name: `Voce ${n}` });
      await sitsDown(writer, joinCode, ada, workshopId, tableId);
      const raw = await rawClient(tavolo, writer, workshopId, textNameOf(proposalId));
      // A stock client complains about each acknowledgement, which it does not know.
      raw.provider.messageHandlers[MESSAGE.acknowledged] = () => undefined;
      raws.push(raw);
      paragraphs.push(addParagraph(raw.doc, `${filled(CHARACTERS / RAW_WRITERS)}Voce ${n}.`));
    }
    for (const { page } of [ada, bruno]) {
      for (let n = 1; n <= RAW_WRITERS; n += 1) {
        await page.getByText(`Voce ${n}.`).waitFor({ timeout: PATIENCE_MS });
      }
    }
    typing = setInterval(() => {
      for (const words of paragraphs) words.insert(words.length, 'a');
    }, KEY_EVERY_MS);
    // Bruno writes too, and then looks on.
    await writesUnder(bruno, 'Che cosa serve', 'Una persona fidata.');
    await writesUnder(ada, 'Come funzionerà', 'Ecco: ');
    for (const { page } of [ada, bruno]) await page.evaluate(`(() => {${WATCH_KEYS}})()`);
    for (let n = 0; n < KEYS; n += 1) {
      await ada.page.keyboard.press(KEY, { delay: 10 });
      await new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS));
    }
    for (const { page } of [ada, bruno]) {
      await page.waitForFunction(`window.tavoloKeys.painted.length >= ${KEYS}`, null, {
        timeout: PATIENCE_MS,
      });
    }
    const [own, theirs] = await Promise.all([keysOf(ada.page), keysOf(bruno.page)]);
    const waits = (painted: readonly number[]) =>
      own.pressed.map((at, n) => (painted[n] ?? Number.POSITIVE_INFINITY) - at);
    const shown = (await theText(ada).textContent()) ?? '';
    return {
      own: p95(waits(own.painted)),
      others: p95(waits(theirs.painted)),
      characters: shown.length,
    };
  } finally {
    clearInterval(typing);
    for (const raw of raws) raw.close();
    await browser.close();
    await tavolo.close();
  }
}

function addParagraph(doc: Y.Doc, words: string): Y.XmlText {
  const paragraph = new Y.XmlElement('paragraph');
  const inside = new Y.XmlText(words);
  paragraph.insert(0, [inside]);
  const body = textRoot(doc);
  body.insert(body.length, [paragraph]);
  return inside;
}

function filled(length: number): string {
  return WORDS.repeat(Math.ceil(length / WORDS.length)).slice(0, length);
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

interface Keys {
  readonly pressed: readonly number[];
  readonly painted: readonly number[];
}

function keysOf(page: Page): Promise<Keys> {
  return page.evaluate('window.tavoloKeys') as Promise<Keys>;
}

/**
 * In the page: when each key was pressed, and when the letter was painted: after the frame
 * that shows it. Both pages read one clock. Text, so that no compiler adds names to it.
 */
const WATCH_KEYS = `
  const now = () => performance.timeOrigin + performance.now();
  const keys = { pressed: [], painted: [] };
  window.tavoloKeys = keys;
  const editor = document.querySelector('.ProseMirror');
  addEventListener('keydown', ({ key }) => { if (key === '${KEY}') keys.pressed.push(now()); }, true);
  const painted = (count) => {
    const at = now();
    while (keys.painted.length < count) keys.painted.push(at);
  };
  new MutationObserver(() => {
    const count = editor.textContent.split('${KEY}').length - 1;
    if (count <= keys.painted.length) return;
    requestAnimationFrame(() => setTimeout(() => painted(count)));
  }).observe(editor, { subtree: true, childList: true, characterData: true });
`;
