import { expect, test } from 'vitest';
import { judge } from './trace.ts';

const WRITE = '7 pwrite64(21</d/tavolo.db-wal>, "x"..., 4096, 0) = 4096';
const SYNC = '7 fdatasync(21</d/tavolo.db-wal>) = 0';
const ACK =
  '5 writev(33<socket:[9]>, [{iov_base="\\201\\35", iov_len=2}, {iov_base="430[{\\"seq\\":7,\\"in\\":[\\"board\\"]}]", iov_len=29}], 2) = 31';
const TEXT_ACK =
  '5 writev(34<socket:[9]>, [{iov_base="\\202\\2", iov_len=2}, {iov_base="\\10\\2", iov_len=2}], 2) = 4';

/** Frame 49: before a digit strace writes the eight with three. */
const TEXT_ACK_49 = TEXT_ACK.replace('\\10\\2', '\\0101');

test.each([
  ['written, synced, said', [WRITE, SYNC, ACK], 0],
  ['of a text: written, synced, said', [WRITE, SYNC, TEXT_ACK], 0],
  ['of a text, frame 49: written, synced, said', [WRITE, SYNC, TEXT_ACK_49], 0],
  ['said without a sync', [WRITE, ACK], 1],
  ['of a text: said without a sync', [WRITE, TEXT_ACK], 1],
  ['said before anything was written', [ACK, WRITE, SYNC], 1],
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

test('what a connection begins with and what was refused are no acknowledgements', () => {
  const first = TEXT_ACK.replace('\\10\\2', '\\10\\1');
  const nothing = ACK.replace('[\\"board\\"]', '[]');
  expect(judge([first, nothing].join('\n'))).toMatchObject({ acks: 0, unsynced: 0 });
});
