/**
 * Puts text on the clipboard. On an http address of the local network browsers have no
 * clipboard interface, so the old way stands in. False where neither is allowed: then the
 * text should be shown selected, to be copied by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      // Refused by the person or by a policy; the old way may still be allowed.
      console.info('clipboard refused', error);
    }
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.position = 'fixed';
  area.style.insetBlockStart = '-10rem';
  // Inside the open dialog if there is one: outside it, focus would be taken back.
  const home = before?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body;
  home.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
