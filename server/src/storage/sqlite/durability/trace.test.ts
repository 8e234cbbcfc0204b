import { expect, test } from 'vitest';
import { judge } from './trace.ts';

const WRITE = '7 pwrite64(21</d/tavolo.db-wal>, "x"..., 4096, 0) = 4096';
const SYNC = '7 fdatasync(21</d/tavolo.db-wal>) = 0';
const ACK = '5 write(1<pipe:[9]>, "ack 1 2\\n", 8) = 8';

test.each([
  ['written, synced, said', [WRITE, SYNC, ACK], 0],
  ['said without a sync', [WRITE, ACK], 1],
  ['synced before the last write', [SYNC, WRITE, ACK], 1],
  ['said while the sync was under way', [WRITE, `${SYNC.slice(0, -4)} <unfinished ...>`, ACK], 1],
  ['a sync that failed', [WRITE, SYNC.replace('= 0', '= -1 EIO (Input/output error)'), ACK], 1],
  ['another file was synced', [WRITE, SYNC.replace('-wal', ''), ACK], 1],
  [
    'a sync cut in two on paper',
    [
      WRITE,
      '7 fdatasync(21</d/tavolo.db-wal> <unfinished ...>',
      '5 write(2<pipe:[9]>, "x", 1) = 1',
      '7 <... fdatasync resumed>) = 0',
      ACK,
    ],
    0,
  ],
])('%s', (_, lines, unsynced) => {
  expect(judge(lines.join('\n'))).toMatchObject({ acks: 1, unsynced });
});
