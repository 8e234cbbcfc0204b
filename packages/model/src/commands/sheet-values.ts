/**
 * The values of a service sheet's fields: their shape on the wire, the one form in which
 * each is kept, and its bounds. Entries in which nothing stands are left out.
 */
import * as z from 'zod/mini';
import type { ProposalId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import {
  type FieldValue,
  NOVELTIES,
  PROPOSAL_AUDIENCES,
  type ProposalField,
  type ProposalFields,
  type SheetCost,
  type SheetResource,
} from '../proposals.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { checkLength, checkText, cleanLine, cleanText, isBlank } from '../text.ts';
import * as wire from '../wire.ts';

/** Wider than the rule: the door keeps out what is absurd, `decide` says kindly what is too long. */
const list = <T extends z.ZodMiniType>(entry: T) =>
  z.array(entry).check(z.maxLength(LIMITS.sheetList * 4));

const day = z.iso.date();
const resource = z.strictObject({ what: wire.text, offerId: z.nullable(wire.cardId) });
const cost = z.strictObject({
  what: wire.text,
  amount: z.int().check(z.gte(0), z.lte(LIMITS.amount)),
  coveredBy: z.nullable(wire.text),
});
const firstStep = z.strictObject({ what: wire.text, by: z.nullable(day) });

const VALUES = {
  title: wire.text,
  problem: wire.text,
  question: wire.text,
  beneficiaries: wire.text,
  audience: z.nullable(z.enum(PROPOSAL_AUDIENCES)),
  novelty: z.nullable(z.enum(NOVELTIES)),
  steps: list(wire.text),
  resources: list(resource),
  costs: list(cost),
  partners: list(wire.text),
  risks: list(wire.text),
  indicators: list(wire.text),
  firstStep,
} as const;

/** The whole sheet, as the demonstration brings it. Typed as what it is kept as: readonly lists. */
export const sheet = z.strictObject(VALUES) as unknown as z.ZodMiniType<ProposalFields>;

const one = <Field extends ProposalField>(field: Field) =>
  z.strictObject({
    proposalId: wire.proposalId,
    field: z.literal(field),
    value: VALUES[field],
  });

/** `{proposalId, field, value}`, the value of the shape that its field has. */
export const fieldEdit = z.discriminatedUnion('field', [
  one('title'),
  one('problem'),
  one('question'),
  one('beneficiaries'),
  one('audience'),
  one('novelty'),
  one('steps'),
  one('resources'),
  one('costs'),
  one('partners'),
  one('risks'),
  one('indicators'),
  one('firstStep'),
]) as unknown as z.ZodMiniType<FieldValue & { readonly proposalId: ProposalId }>;

/** The form in which a value is kept: clean words, no empty entries, its keys in one order. */
export function cleanFieldValue(sent: FieldValue): FieldValue {
  switch (sent.field) {
    case 'title':
    case 'question':
      return { field: sent.field, value: cleanLine(sent.value) };
    case 'problem':
    case 'beneficiaries':
      return { field: sent.field, value: cleanText(sent.value) };
    case 'audience':
    case 'novelty':
      return sent;
    case 'steps':
    case 'partners':
    case 'risks':
    case 'indicators':
      return {
        field: sent.field,
        value: sent.value.map(cleanLine).filter((line) => !isBlank(line)),
      };
    case 'resources':
      return { field: sent.field, value: sent.value.map(cleanResource).filter(saysSomething) };
    case 'costs':
      return { field: sent.field, value: sent.value.map(cleanCost).filter(costsSomething) };
    case 'firstStep': {
      const { what, by } = sent.value;
      return { field: sent.field, value: { what: cleanLine(what), by } };
    }
  }
}

/** Refuses what is over its bounds (rule D3), or a title without a word. */
export function checkFieldValue(change: FieldValue): Refusal | null {
  switch (change.field) {
    case 'title':
      return checkText(change.value, LIMITS.proposalTitle);
    case 'problem':
    case 'question':
    case 'beneficiaries':
      return checkLength(change.value, LIMITS.sheetText);
    case 'audience':
    case 'novelty':
      return null;
    case 'steps':
    case 'partners':
    case 'risks':
    case 'indicators':
      return checkEntries(change.value, change.value);
    case 'resources':
      return checkEntries(
        change.value,
        change.value.map(({ what }) => what),
      );
    case 'costs':
      return checkEntries(
        change.value,
        change.value.flatMap(({ what, coveredBy }) => [what, coveredBy ?? '']),
      );
    case 'firstStep':
      return checkLength(change.value.what, LIMITS.sheetEntry);
  }
}

function checkEntries(entries: readonly unknown[], words: readonly string[]): Refusal | null {
  const { length } = entries;
  if (length > LIMITS.sheetList) {
    return refuse('list-too-long', 'D3', { limit: LIMITS.sheetList, length });
  }
  for (const word of words) {
    const wrong = checkLength(word, LIMITS.sheetEntry);
    if (wrong !== null) return wrong;
  }
  return null;
}

function cleanResource({ what, offerId }: SheetResource): SheetResource {
  return { what: cleanLine(what), offerId };
}

function saysSomething({ what, offerId }: SheetResource): boolean {
  return !isBlank(what) || offerId !== null;
}

function cleanCost({ what, amount, coveredBy }: SheetCost): SheetCost {
  const by = cleanLine(coveredBy ?? '');
  // Adding 0 turns -0 into 0: JSON writes both the same, the board's bytes would not.
  return { what: cleanLine(what), amount: amount + 0, coveredBy: isBlank(by) ? null : by };
}

function costsSomething({ what, amount, coveredBy }: SheetCost): boolean {
  return !isBlank(what) || amount > 0 || coveredBy !== null;
}
