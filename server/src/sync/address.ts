/** What a sync socket's address asks for: `/sync/<workshopId>/<document>?epoch=<epoch>`. */
import { UUID, type WorkshopId } from '@tavolo/model';

export const SYNC_PATH = '/sync/';

export interface Address {
  /** Null where it is not an id at all. */
  readonly workshopId: WorkshopId | null;
  readonly document: string;
  /** Null for stock clients, which know of no epochs. */
  readonly epoch: string | null;
}

/** Null where the path is not one of ours: then the upgrade is somebody else's. */
export function readAddress(url: string | undefined): Address | null {
  if (url === undefined || !url.startsWith(SYNC_PATH)) return null;
  const question = url.indexOf('?');
  const path = question === -1 ? url : url.slice(0, question);
  const [id = '', document = '', ...rest] = path.slice(SYNC_PATH.length).split('/');
  const params = new URLSearchParams(question === -1 ? '' : url.slice(question + 1));
  return {
    workshopId: UUID.test(id) ? (id as WorkshopId) : null,
    document: [document, ...rest].join('/'),
    epoch: params.get('epoch'),
  };
}
