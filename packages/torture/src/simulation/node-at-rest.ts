/** At rest each node has what the log says, to its end and byte for byte: board and texts. */
import { textNameOf } from '@tavolo/documents';
import * as Y from 'yjs';
import { Broken } from './broken.ts';
import type { ServerNode } from './node.ts';
import { deliverAll } from './rest.ts';
import type { World } from './world.ts';

export async function checkNode(world: World, node: ServerNode): Promise<void> {
  const { reference, workshopId } = world;
  const where = `of ${node.owner.name}`;
  const opened = await node.ask(({ house }) => house.open(workshopId));
  await deliverAll(world);
  world.look();
  const workshop = opened.answer;
  if (workshop === null) throw new Broken('rest', `the workshop ${where} cannot be opened`);
  const { length } = reference.log;
  if (workshop.seq !== length) {
    throw new Broken('rest', `the board ${where} is at ${workshop.seq}, the log at ${length}`);
  }
  reference.checkBoard(workshop.seq, workshop.board, `the board ${where}`);
  for (const [proposalId, rows] of reference.texts) {
    if (rows.length === 0) continue;
    const read = await node.ask(async ({ texts }) => {
      const text = await texts.open(workshop, textNameOf(proposalId));
      return text === null ? null : text.read(sameBytes);
    });
    await deliverAll(world);
    world.look();
    const replayed = new Y.Doc();
    for (const { bytes } of rows) Y.applyUpdate(replayed, bytes);
    if (read.answer === null || !read.answer.equals(sameBytes(replayed))) {
      throw new Broken('rest', `a text ${where} is not what its log says`);
    }
  }
}

/** Of documents with the same content the same, whatever pieces it came in. */
function sameBytes(doc: Y.Doc): Buffer {
  return Buffer.from(Y.encodeStateAsUpdate(doc));
}
