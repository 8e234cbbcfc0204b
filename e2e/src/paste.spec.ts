/** Whatever is pasted into a text becomes something that the server's gate takes. */
import { ALLOWED_MARKS, ALLOWED_NODES, isAllowedLink } from '@tavolo/documents';
import { pastedHtml } from './pasted-html.ts';
import { begins, opensSheet, textSaved, theText } from './sheet.ts';
import { expect, test } from './test.ts';
import { opens } from './workshop.ts';

const FRAGMENTS = 1_000;
/** So many are laid behind one another before the text is emptied again. */
const BATCH = 5;
const SEED = 20_261_124;
/** Handlers and styles in pasted HTML, which the policy does not run. */
const BLOCKED = /inline (event handler|style|script).*has been blocked/i;

/** Elements that the allowed nodes and marks are drawn as. */
const DRAWN = [
  'P',
  'H2',
  'H3',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'HR',
  'BR',
  'STRONG',
  'EM',
  'S',
  'CODE',
  'A',
];

test(`${FRAGMENTS} pasted fragments of any HTML are never denied and leave nothing foreign in the text`, async ({
  arrive,
}) => {
  test.setTimeout(300_000);
  // The list that they are drawn from; a new node or mark is to be looked at here too.
  expect(Object.keys(ALLOWED_NODES)).toHaveLength(8);
  expect(Object.keys(ALLOWED_MARKS)).toHaveLength(5);
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  const { proposalId } = await begins(ada, workshopId, 'Incollare');
  const dials: string[] = [];
  ada.page.on('websocket', (socket) => {
    if (socket.url().includes('proposal-')) dials.push(socket.url());
  });
  await opensSheet(ada, workshopId, proposalId);
  const editor = theText(ada);
  await editor.click();
  const fragments = pastedHtml(FRAGMENTS, SEED);
  let drawnWords = 0;
  for (let at = 0; at < fragments.length; at += BATCH) {
    await ada.page.keyboard.press('Control+a');
    const drawn = await editor.evaluate(pasteAll, fragments.slice(at, at + BATCH));
    drawnWords += drawn.words;
    expect(
      drawn.tags.filter((tag) => !DRAWN.includes(tag)),
      `fragments from ${at}`,
    ).toEqual([]);
    expect(
      drawn.links.filter((href) => !isAllowedLink(href)),
      `fragments from ${at}`,
    ).toEqual([]);
    if (at % 100 === 0) await expect(textSaved(ada)).toBeVisible();
  }
  await expect(textSaved(ada)).toBeVisible({ timeout: 30_000 });
  expect(drawnWords).toBeGreaterThan(FRAGMENTS);
  // A denial would have closed the socket and handed the words back.
  expect(dials).toHaveLength(1);
  await expect(ada.page.getByText(ada.says('proposals.unsentTitle'))).toHaveCount(0);
  const shown = await editor.textContent();
  await ada.page.reload();
  await expect(textSaved(ada)).toBeVisible();
  await expect.poll(() => editor.textContent()).toBe(shown);
  // The page's policy stopped what the fragments tried while they were read; nothing else went wrong.
  expect(ada.faults.filter((fault) => !BLOCKED.test(fault))).toEqual([]);
  ada.faults.length = 0;
});

/** As Word lays a list on the clipboard: the marker written out, the list in the style. */
const wordLine = (level: number, marker: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:${36 * level}.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]>` +
  `<span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp; </span></span></span>` +
  `<![endif]>${words}<o:p></o:p></p>\n`;

test('Word’s lists are lists, and loose words stay apart', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  const { proposalId } = await begins(ada, workshopId, 'Incollare');
  await opensSheet(ada, workshopId, proposalId);
  const editor = theText(ada);
  await editor.click();
  await ada.page.keyboard.press('Control+a');
  await editor.evaluate(pasteAll, [
    '<p class=MsoNormal>Serve:</p>' +
      wordLine(1, '·', 'una lista') +
      wordLine(2, 'o', 'di nomi') +
      wordLine(1, '·', 'un numero') +
      wordLine(1, '1.', 'chiamare') +
      '<p>Poi</p><b>tutto</b> <i>il resto</i>',
  ]);
  await expect(editor.locator(':scope > ul > li > p')).toHaveText(['una lista', 'un numero']);
  await expect(editor.locator(':scope > ul > li > ul > li')).toHaveText(['di nomi']);
  await expect(editor.locator(':scope > ol > li')).toHaveText(['chiamare']);
  await expect(editor).toContainText('tutto il resto');
  await expect(textSaved(ada)).toBeVisible();
  ada.faults.length = 0;
});

/** In the page: pastes as a clipboard does, and tells what is drawn then. */
function pasteAll(element: Element, fragments: string[]) {
  for (const html of fragments) {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }
  const drawn = Array.from(element.querySelectorAll('*')).filter(
    (each) => !each.matches('[class*="ProseMirror"], img.ProseMirror-separator'),
  );
  return {
    tags: [...new Set(drawn.map(({ tagName }) => tagName))],
    links: drawn.flatMap((each) => (each.tagName === 'A' ? [each.getAttribute('href') ?? ''] : [])),
    words: (element.textContent ?? '').split(/\s+/).length,
  };
}
