/**
 * Where the demonstration's clusters lie: four columns, each cluster under the shortest
 * one. Heights are estimated from the length of the texts, on the generous side, because
 * only a browser knows them; a gap too wide is calmer than a cluster that is pushed down.
 */

/** Outer width of a cluster with two columns of cards, in board units, as `board` draws it. */
export const CLUSTER_WIDTH = 428;
export const CLUSTER_GAP = 28;
const COLUMNS = 4;

/** Around the cards: the cluster's padding and border, its theme line, and the margins between. */
const CLUSTER_FRAME = 92;
const NAME = { lineHeight: 26, charsInLine: 32 };
const QUESTION = { lineHeight: 21, charsInLine: 56 };
/** Around a card's text: padding, foot line, and the gap to the next card. */
const CARD_FRAME = 70;
const CARD_TEXT = { lineHeight: 21, charsInLine: 22 };

export interface Measured {
  readonly name: string;
  readonly question: string;
  /** Texts of its cards, in order. */
  readonly texts: readonly string[];
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A spot for each cluster, in the order given. */
export function layOutWall(clusters: readonly Measured[]): Spot[] {
  const bottoms = new Array<number>(COLUMNS).fill(CLUSTER_GAP);
  return clusters.map((cluster) => {
    const y = Math.min(...bottoms);
    const column = bottoms.indexOf(y);
    bottoms[column] = y + heightOf(cluster) + CLUSTER_GAP;
    return { x: CLUSTER_GAP + column * (CLUSTER_WIDTH + CLUSTER_GAP), y };
  });
}

/** Its cards flow left, right, left, right, as `board` lays them. */
export function heightOf({ name, question, texts }: Measured): number {
  const columns: [number, number] = [0, 0];
  texts.forEach((text, index) => {
    columns[index % 2 === 0 ? 0 : 1] += CARD_FRAME + textHeight(text, CARD_TEXT);
  });
  return (
    CLUSTER_FRAME + textHeight(name, NAME) + textHeight(question, QUESTION) + Math.max(...columns)
  );
}

function textHeight(
  text: string,
  { lineHeight, charsInLine }: { readonly lineHeight: number; readonly charsInLine: number },
): number {
  return Math.max(1, Math.ceil(text.length / charsInLine)) * lineHeight;
}
