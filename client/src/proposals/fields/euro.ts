/**
 * Whole euro from what people type: with dots, commas, spaces or a sign, in either language's
 * manner. A last group of one or two figures is cents, and cents are left out.
 */
import { LIMITS } from '@tavolo/model';

export function euroOf(typed: string): number {
  const whole = typed.trim().replace(/[.,]\d{0,2}(?=\D*$)/u, '');
  const digits = whole.replace(/\D/g, '');
  return Math.min(LIMITS.amount, Number(digits === '' ? 0 : digits));
}
