/**
 * The first words of a text: its sections, written once by the server so that two people
 * who open an empty text at the same time do not both write them.
 */
import * as Y from 'yjs';
import { TEXT_SERVER_CLIENT, textRoot } from './document.ts';

export interface TextSection {
  /** Null where the text begins without one. */
  readonly heading: string | null;
  /** Paragraphs that are there already; an empty one is where the writing begins. */
  readonly paragraphs: readonly string[];
}

/** The same sections give the same bytes on every node. */
export function templateUpdate(sections: readonly TextSection[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = TEXT_SERVER_CLIENT;
  textRoot(doc).insert(0, sections.flatMap(blocksOf));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function blocksOf({ heading, paragraphs }: TextSection): Y.XmlElement[] {
  const written = (paragraphs.length === 0 ? [''] : paragraphs).map((text) =>
    element('paragraph', text),
  );
  if (heading === null) return written;
  const title = element('heading', heading);
  // The attribute is a number in the editor's schema; Yjs types it as text.
  title.setAttribute('level', 2 as unknown as string);
  return [title, ...written];
}

function element(name: string, text: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  if (text !== '') made.insert(0, [new Y.XmlText(text)]);
  return made;
}
