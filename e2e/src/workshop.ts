/**
 * A workshop through its public HTTP interface, with a person's own cookie: for what a test
 * needs to be there but is not about.
 */
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Order } from '@tavolo/model';
import type { Person } from './people.ts';

export interface Opened {
  readonly workshopId: string;
  readonly joinCode: string;
  readonly joinUrl: string;
  readonly ownerRecoveryUrl: string;
}

/** The person becomes the facilitator of a new workshop. */
export async function opens(
  person: Person,
  { title = 'Prendersi cura di chi si prende cura', template = 'welfare' } = {},
): Promise<Opened> {
  const response = await person.context.request.post('/api/workshops', {
    data: { title, language: person.language, template, name: person.name },
  });
  expect(response.status(), await response.text()).toBe(201);
  return (await response.json()) as Opened;
}

/** The person takes a seat with the code, without looking at the page. */
export async function joins(person: Person, code: string): Promise<string> {
  const response = await person.context.request.post('/api/join', {
    data: { code, name: person.name, language: person.language },
  });
  expect(response.status(), await response.text()).toBe(200);
  return ((await response.json()) as { workshopId: string }).workshopId;
}

/** Sends a command and returns the status with the answer, whatever it is. */
export async function sends(person: Person, workshopId: string, body: unknown) {
  const response = await person.context.request.post(`/api/workshops/${workshopId}/commands`, {
    data: body,
  });
  return { status: response.status(), answer: (await response.json()) as Record<string, unknown> };
}

/** A command that must be accepted. */
export async function does(person: Person, workshopId: string, order: Order): Promise<void> {
  const { status, answer } = await sends(person, workshopId, { cmdId: randomUUID(), ...order });
  expect(status, JSON.stringify(answer)).toBe(200);
}
