/** A new workshop with its owner's seat, and the themes people usually start from. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { interfaceLanguage, type Key, translate } from '@tavolo/i18n';
import {
  type AnyOrder,
  type Language,
  refuse,
  type Seat,
  type SeatId,
  type TableId,
  TEMPLATES,
  THEME_COLOURS,
  type ThemeColour,
  type ThemeId,
  tablesInOrder,
  uuidFrom,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import type { CreateWorkshopBody } from '@tavolo/protocol';
import type { Storage } from '../storage/storage.ts';
import type { House } from '../workshop/contract.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { openCreationLimit } from './creation-limit.ts';
import { type Denial, denialOf, deny, denyFor } from './denial.ts';
import type { Limiters } from './open-limiters.ts';
import { hashOf, newToken, sameSecret } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { guestOf, type WrongCodes } from './wrong-codes.ts';

export interface Opened {
  readonly workshopId: WorkshopId;
  readonly joinCode: string;
  readonly recoveryToken: string;
  readonly cookie: string;
}

export interface Creating {
  create(
    body: CreateWorkshopBody,
    request: IncomingMessage,
    address: string,
  ): Promise<Opened | Denial>;
}

/** `operatorCode` is what has to be brought; null where anyone may create. */
export function openCreating(
  storage: Storage,
  house: House,
  sessions: Sessions,
  wrongCodes: WrongCodes,
  operatorCode: string | null,
  now: () => number,
  limiters: Limiters,
): Creating {
  const limit = openCreationLimit(limiters);
  const checkCreator = async (
    given: string | undefined,
    request: IncomingMessage,
    address: string,
  ) => {
    if (operatorCode === null) {
      const wait = await limit.take(address);
      return wait > 0 ? denyFor(wait) : null;
    }
    const guest = guestOf(sessions, request, address);
    const wait = await wrongCodes.waitOf(guest);
    if (wait > 0) return denyFor(wait);
    if (given !== undefined && sameSecret(codeForm(given), codeForm(operatorCode))) return null;
    if (given !== undefined) await wrongCodes.count(guest);
    return deny('may-not-create');
  };

  /** From an earlier workshop of this facilitator's, from a template, or plain. */
  const setUpOf = async (body: CreateWorkshopBody, request: IncomingMessage) => {
    if (body.copyOf === undefined) return templateSetUp(body);
    const id = body.copyOf as WorkshopId;
    const visitor = await sessions.visitorOf(request, id);
    const workshop = visitor === null ? null : await house.open(id);
    const seat = visitor === null ? undefined : workshop?.state.seats.get(visitor.seatId);
    if (workshop === null || seat === undefined) return deny('not-found');
    return seat.role === 'facilitator'
      ? copiedSetUp(workshop.state)
      : denialOf(refuse('wrong-role', 'A10'));
  };

  return {
    async create(body, request, address) {
      const stopped = await checkCreator(body.operatorCode, request, address);
      if (stopped !== null) return stopped;
      const setUp = await setUpOf(body, request);
      if ('denied' in setUp) return setUp;
      const workshopId = newId<WorkshopId>();
      const seatId = newId<SeatId>();
      const recoveryToken = newToken();
      const created = await createWorkshop(
        {
          type: 'openWorkshop',
          workshopId,
          title: body.title,
          language: body.language,
          challenge: body.challenge ?? setUp.challenge,
          audience: body.audience ?? setUp.audience,
          review: 'off',
          demonstration: false,
          owner: { seatId, name: body.name ?? '' },
          themes: setUp.themes,
          plan: setUp.plan,
          tables: setUp.tables,
        },
        { storage, now: now(), randomBytes, recoveryHash: hashOf(recoveryToken) },
      );
      if (!created.ok) return denialOf(created.refusal);
      const workshop = await house.open(workshopId);
      const owner: Seat | undefined = workshop?.state.seats.get(seatId);
      if (owner === undefined) throw new Error('a workshop just created is not there');
      const cookie = await sessions.begin(request, workshopId, owner);
      return { workshopId, joinCode: created.joinCode, recoveryToken, cookie };
    },
  };
}

type SetUp = Required<Pick<Opening, 'challenge' | 'audience' | 'themes' | 'plan' | 'tables'>>;
type Opening = Extract<AnyOrder, { type: 'openWorkshop' }>;

function templateSetUp({ template, language }: CreateWorkshopBody): SetUp {
  const known = template === undefined || template === 'welfare' || template === 'blank';
  const colours = known ? (template === 'blank' ? [] : THEME_COLOURS) : TEMPLATES[template].themes;
  return {
    challenge: '',
    audience: 'mixed',
    themes: themesNamed(colours, language),
    plan: known ? [] : [...TEMPLATES[template].plan],
    tables: [],
  };
}

/** What was set up, and nothing that anybody did in it. */
function copiedSetUp(earlier: Workshop): SetUp {
  const themes = [...earlier.themes.values()].sort((a, b) => a.position - b.position);
  return {
    challenge: earlier.challenge,
    audience: earlier.audience,
    themes: themes.map(({ name, colour }) => ({ themeId: newId<ThemeId>(), name, colour })),
    plan: [...earlier.plan],
    tables: tablesInOrder(earlier).map(({ name }) => ({ tableId: newId<TableId>(), name })),
  };
}

/** One theme for each colour, named in the workshop's language. */
function themesNamed(colours: readonly ThemeColour[], language: Language) {
  const spoken = interfaceLanguage(language);
  return colours.map((colour) => {
    const key: Key = `server.theme-${colour}`;
    return { themeId: newId<ThemeId>(), name: translate(spoken, key), colour };
  });
}

function newId<Id extends string>(): Id {
  return uuidFrom(randomBytes(16)) as Id;
}

/** However it was typed: a code is read off a terminal. */
function codeForm(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '');
}
