/** Before a line goes that has the focus: the focus moves to the field's last button, its "add". */
export function stayInField(within: HTMLElement): void {
  const buttons = within.closest('section')?.querySelectorAll('button[data-add]');
  const last = buttons?.[buttons.length - 1];
  if (last instanceof HTMLElement) last.focus();
}
