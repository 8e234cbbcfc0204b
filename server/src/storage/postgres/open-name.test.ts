import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { nameOfInstallation } from './open-name.ts';
import { freshDatabase, onDatabase, serverUrl } from './testing/databases.ts';

test('every user and every spelling gives one name, another schema another', async () => {
  const [one, two] = [await freshDatabase(), await freshDatabase()];
  const name = await nameOfInstallation(one);
  expect(await nameOfInstallation(two)).not.toBe(name);
  const user = `plain_${randomBytes(4).toString('hex')}`;
  const schema = new URL(one).searchParams.get('options')?.split('=')[1] ?? '';
  await onDatabase(one, (client) =>
    client.query(`CREATE ROLE ${user} LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${user}`),
  );
  try {
    const url = new URL(one);
    url.searchParams.set('user', user);
    expect(await nameOfInstallation(url.href.replaceAll('+', '%20'))).toBe(name);
  } finally {
    await onDatabase(one, (client) => client.query(`DROP OWNED BY ${user}`));
    await onDatabase(serverUrl(), (client) => client.query(`DROP ROLE ${user}`));
  }
});
