/**
 * Puts a text right that no editor can show: what can be taken out is taken out, and where
 * that makes it no sounder, the last state that was sound comes back as a new change.
 */
import * as Y from 'yjs';
import type { TextVersion, TextVersionLine } from '../storage/text-storage.ts';
import { structureOf } from './structure.ts';
import { changeOf, readVersion, replaceContent } from './text-document.ts';

/** What it needs of the text, which lets nobody else in meanwhile. */
export interface Mendable {
  doc(): Y.Doc;
  /** Appends what `work` makes of the document as it then is; null changes nothing. */
  change(work: (doc: Y.Doc) => Uint8Array | null): Promise<void>;
  /** Keeps what is about to be taken back, so that it can be looked at. */
  keep(): Promise<unknown>;
  versions(): Promise<readonly TextVersionLine[]>;
  version(number: number): Promise<TextVersion | null>;
  /** What the text began with. */
  first(): Uint8Array;
}

export class Mender {
  readonly #text: Mendable;
  /** The last state that the editor could show. */
  #sound: Uint8Array | null = null;

  constructor(text: Mendable) {
    this.#text = text;
  }

  /** Right after it was read. It may have been left broken: by a stop before the pause, or by an older program. */
  isSound(): boolean {
    const doc = this.#text.doc();
    if (structureOf(doc).is !== 'sound') return false;
    this.#sound = Y.encodeStateAsUpdate(doc);
    return true;
  }

  async mend(): Promise<'repaired' | 'rolled-back' | null> {
    const done = await this.#mend();
    this.#sound = Y.encodeStateAsUpdate(this.#text.doc());
    return done;
  }

  async #mend(): Promise<'repaired' | 'rolled-back' | null> {
    const text = this.#text;
    switch (structureOf(text.doc()).is) {
      case 'sound':
        return null;
      case 'repairable':
        await text.change((doc) => {
          const again = structureOf(doc);
          return again.is === 'repairable' ? again.update : null;
        });
        return 'repaired';
      case 'broken': {
        const sound = this.#sound ?? (await this.#latestSound());
        await text.keep();
        await text.change((doc) => changeOf(doc, (copy) => replaceContent(copy, sound)));
        return 'rolled-back';
      }
    }
  }

  /** Where it has never been seen sound: the newest version that is, else the beginning. */
  async #latestSound(): Promise<Uint8Array> {
    for (const { number } of await this.#text.versions()) {
      const version = await this.#text.version(number);
      if (version === null) continue;
      const isSound = readVersion(version.bytes, (doc) => structureOf(doc).is === 'sound');
      if (isSound) return version.bytes;
    }
    return this.#text.first();
  }
}
