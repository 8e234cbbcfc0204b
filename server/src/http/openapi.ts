/** `/api/openapi.json`: generated from the schemas that also check what comes in, so that it cannot drift. */
import { COMMAND_TYPES, COMMANDS, type CommandType, LANGUAGES, ROLES } from '@tavolo/model';
import {
  createWorkshopBody,
  joinBody,
  leaveBody,
  PROTOCOL_VERSION,
  textVersionBody,
} from '@tavolo/protocol';
import { Router } from 'express';
import { z } from 'zod';
import type { HttpOptions } from './options.ts';

type Json = Record<string, unknown>;

export function openApiRoutes({ baseUrl }: HttpOptions): Router {
  const router = Router();
  router.get('/api/openapi.json', (_req, res) => {
    res.json(openApi(baseUrl()));
  });
  return router;
}

export function openApi(server: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tavolo',
      version: String(PROTOCOL_VERSION),
      description:
        'A co-design workshop board. A session is a cookie: creating or joining a workshop sets it. What is decided goes in as commands; a refused one changes nothing and says why.',
    },
    servers: [{ url: server }],
    security: [{ session: [] }],
    paths: paths(),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tavolo' } },
      schemas: { ...bodies(), ...commands(), ...ANSWERS },
    },
  };
}

function bodies(): Json {
  return {
    CreateWorkshop: schemaOf(createWorkshopBody),
    Join: schemaOf(joinBody),
    Leave: schemaOf(leaveBody),
    TextVersion: schemaOf(textVersionBody),
  };
}

/** One schema for each command, told apart by `type`. */
function commands(): Json {
  const each = COMMAND_TYPES.map((type) => [nameOf(type), commandSchema(type)] as const);
  const mapping = COMMAND_TYPES.map((type) => [type, refTo(nameOf(type)).$ref] as const);
  return {
    Command: {
      oneOf: each.map(([name]) => refTo(name)),
      discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
    },
    ...Object.fromEntries(each),
  };
}

function commandSchema(type: CommandType): Json {
  const payload = schemaOf(COMMANDS[type].payload);
  const shapes = (payload.oneOf ?? payload.anyOf) as Json[] | undefined;
  if (shapes === undefined) return withEnvelope(type, payload);
  return { oneOf: shapes.map((shape) => withEnvelope(type, shape)) };
}

/** What every command has beside its own fields. */
function withEnvelope(type: CommandType, payload: Json): Json {
  return {
    ...payload,
    properties: {
      cmdId: {
        type: 'string',
        format: 'uuid',
        description:
          'Made by the sender. Sent again, it gets the first answer and has no further effect.',
      },
      type: { const: type },
      ...(payload.properties as Json),
    },
    required: ['cmdId', 'type', ...((payload.required as string[] | undefined) ?? [])],
  };
}

function nameOf(type: CommandType): string {
  return `${type[0]?.toUpperCase()}${type.slice(1)}Command`;
}

type Schema = z.core.$ZodType;

function schemaOf(schema: Schema): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' }) as Json;
  return json;
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const jsonOf = (schema: Json) => ({ content: { 'application/json': { schema } } });
const answer = (description: string, schema: Json) => ({ description, ...jsonOf(schema) });
const refused = { default: answer('Refused, with the reason in your language.', refTo('Refused')) };
const workshopId = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};

function post(summary: string, body: string, responses: Json, more: Json = {}): Json {
  return {
    summary,
    requestBody: { required: true, ...jsonOf(refTo(body)) },
    responses: { ...responses, ...refused },
    ...more,
  };
}

function get(summary: string, responses: Json, more: Json = {}): Json {
  return { summary, responses: { ...responses, ...refused }, ...more };
}

function paths(): Json {
  const open = { security: [] };
  const inWorkshop = (methods: Json) => ({ parameters: [workshopId], ...methods });
  const inProposal = (methods: Json, ...more: Json[]) => ({
    parameters: [workshopId, { ...workshopId, name: 'proposalId' }, ...more],
    ...methods,
  });
  const number = { name: 'number', in: 'path', required: true, schema: { type: 'integer' } };
  const file = (type: string) => ({
    200: { description: 'A file to keep.', content: { [type]: { schema: { type: 'string' } } } },
  });
  return {
    '/api/workshops': {
      post: post(
        'Create a workshop',
        'CreateWorkshop',
        { 201: answer('Created; the cookie sits you at its head.', refTo('CreatedWorkshop')) },
        open,
      ),
    },
    '/api/join': {
      post: post('Take a seat by code', 'Join', { 200: answer('Seated.', refTo('Joined')) }, open),
    },
    '/api/join/{code}': {
      parameters: [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }],
      get: get('What is behind a code', { 200: answer('Found.', refTo('JoinPreview')) }, open),
    },
    '/api/demonstration': {
      get: get(
        'The demonstration of this installation',
        { 200: answer('Its code.', refTo('Demonstration')) },
        open,
      ),
    },
    '/api/leave': {
      post: post('End the session on this device', 'Leave', { 204: { description: 'Left.' } }),
    },
    '/api/workshops/{id}': inWorkshop({
      get: get('The workshop as your seat may see it', {
        200: answer('The wall.', { type: 'object' }),
      }),
    }),
    '/api/workshops/{id}/cards': inWorkshop({
      get: get('The cards on the wall', { 200: answer('Cards.', { type: 'object' }) }),
    }),
    '/api/workshops/{id}/clusters': inWorkshop({
      get: get('The clusters, with their cards in order', {
        200: answer('Clusters.', { type: 'object' }),
      }),
    }),
    '/api/workshops/{id}/proposals': inWorkshop({
      get: get('The tables, and the proposals with their needs, sums and amendments', {
        200: answer('Proposals.', { type: 'object' }),
      }),
    }),
    '/api/workshops/{id}/results': inWorkshop({
      get: get('The votes that are over, with their rankings', {
        200: answer('Rounds.', { type: 'object' }),
      }),
    }),
    '/api/workshops/{id}/ballot': inWorkshop({
      get: get('Your own ballot in the open vote', {
        200: answer('Your dots, or null.', { type: 'object' }),
      }),
    }),
    '/api/workshops/{id}/proposals/{proposalId}/versions': inProposal({
      get: get('The kept versions of its text, the newest first', {
        200: answer('Versions.', refTo('TextVersions')),
      }),
      post: post('Keep the text as it stands, by name', 'TextVersion', {
        201: answer('Kept.', object({ number: { type: 'integer' } })),
      }),
    }),
    '/api/workshops/{id}/proposals/{proposalId}/versions/{number}': inProposal(
      {
        get: get('One version, to read', { 200: answer('Its text.', refTo('TextVersionRead')) }),
      },
      number,
    ),
    '/api/workshops/{id}/proposals/{proposalId}/versions/{number}/restore': inProposal(
      {
        post: {
          summary: 'Write a version anew, as a change like any other; what it replaces is kept',
          requestBody: { required: true, ...jsonOf({ type: 'object' }) },
          responses: { 204: { description: 'Restored.' }, ...refused },
        },
      },
      number,
    ),
    '/api/workshops/{id}/commands': inWorkshop({
      post: post('Send one command', 'Command', {
        200: answer('Decided and saved.', refTo('Accepted')),
      }),
    }),
    '/api/workshops/{id}/recovery': inWorkshop({
      post: {
        summary: 'A new recovery link in the place of the old one (owner)',
        requestBody: { required: true, ...jsonOf({ type: 'object' }) },
        responses: {
          200: answer('The new link.', object({ ownerRecoveryUrl: string })),
          ...refused,
        },
      },
    }),
    '/api/workshops/{id}/code': inWorkshop({
      post: {
        summary: 'A new join code in the place of the old one (facilitator)',
        requestBody: { required: true, ...jsonOf({ type: 'object' }) },
        responses: {
          200: answer('The new code.', object({ joinCode: string, joinUrl: string })),
          ...refused,
        },
      },
    }),
    '/api/workshops/{id}/reset': inWorkshop({
      post: {
        summary: 'Put the demonstration back to its start (facilitator)',
        requestBody: { required: true, ...jsonOf({ type: 'object' }) },
        responses: { 200: answer('Reset.', refTo('Accepted')), ...refused },
      },
    }),
    '/api/workshops/{id}/export.json': inWorkshop({
      get: get('Everything on the wall, as JSON', file('application/json')),
    }),
    '/api/workshops/{id}/export.csv': inWorkshop({
      get: get('The cards on the wall, as CSV', file('text/csv')),
    }),
    '/api/workshops/{id}/export-votes.csv': inWorkshop({
      get: get('The rankings of closed rounds, as CSV', file('text/csv')),
    }),
    '/api/workshops/{id}/export-tables.csv': inWorkshop({
      get: get(
        'Tables with their clusters and how many people, as CSV; names=1 names them, for the facilitator',
        file('text/csv'),
      ),
    }),
  };
}

const string = { type: 'string' };
const object = (properties: Json) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const versionLine = {
  number: { type: 'integer' },
  kind: { enum: ['named', 'phase', 'before-restore'] },
  name: { type: 'string', description: 'As somebody named it; the phase that ended.' },
  at: { type: 'integer', description: 'Milliseconds since 1970.' },
};

const ANSWERS: Json = {
  TextVersions: object({ versions: { type: 'array', items: object(versionLine) } }),
  TextVersionRead: object({
    ...versionLine,
    text: { type: 'string', description: 'One line for each paragraph, heading and item.' },
    words: { type: 'integer' },
    update: { type: 'string', description: 'All of it as one Yjs update, in base64.' },
  }),
  CreatedWorkshop: object({
    workshopId: string,
    joinCode: string,
    joinUrl: string,
    ownerRecoveryUrl: string,
  }),
  Joined: object({ workshopId: string, seatId: string, role: { enum: ROLES } }),
  JoinPreview: object({
    title: string,
    closed: { type: 'boolean' },
    demonstration: { type: 'boolean' },
    present: { type: 'integer' },
  }),
  Demonstration: object({ joinCode: string }),
  Accepted: object({
    seq: {
      type: 'integer',
      description:
        "The board's number where `in` names the board or nothing, else your seat's own. What others do in private moves neither.",
    },
    in: {
      type: 'array',
      items: { enum: ['board', 'mine', 'queue', 'roster'] },
      description: 'Your feeds that show it once they have reached `seq`.',
    },
  }),
  Refused: object({
    refusal: {
      type: 'object',
      properties: {
        kind: string,
        message: {
          type: 'string',
          description: `A sentence (${LANGUAGES.slice(0, 2).join(', ')}).`,
        },
        rule: string,
        params: { type: 'object' },
        retryAfter: { type: 'integer', description: 'Milliseconds.' },
      },
      required: ['kind', 'message', 'rule'],
    },
  }),
};
