/** What the person who starts Tavolo reads: the addresses to open, and what to watch out for. */
import { shownCode } from '@tavolo/protocol';
import { renderUnicodeCompact } from 'uqr';
import type { App } from './app.ts';
import { type Config, isLoopback } from './config.ts';
import { shownDatabase } from './database-error.ts';

export function welcome(config: Config, app: Pick<App, 'url' | 'demonstration'>): string {
  const lines = ['', `Tavolo is ready: ${app.url}`, ''];
  if (app.demonstration !== null) {
    const { joinCode, recoveryToken } = app.demonstration;
    lines.push(
      'Demonstration "Prendersi cura di chi si prende cura"',
      `  lead it  ${app.url}/r/${recoveryToken}`,
      `  join it  ${app.url}/j/${shownCode(joinCode)}`,
      '',
    );
  }
  if (config.operatorCodeIsNew && config.operatorCode !== null) {
    lines.push(`Creating a workshop takes this code: ${config.operatorCode}`, '');
  }
  if (config.lan) {
    if (config.lanAddress === null) {
      lines.push('No network found: phones cannot reach this computer yet.', '');
    } else {
      lines.push(
        'Phones in the same room open this (or scan it):',
        renderUnicodeCompact(app.url),
        '',
      );
    }
  }
  if (!config.secure && (config.lan || !isLoopback(config.host))) {
    lines.push(
      'Over plain http anybody on this network could read along: use a network you trust,',
      'or put https in front and set PUBLIC_URL.',
      '',
    );
  }
  const { databaseUrl, dataDir } = config;
  const place = databaseUrl === null ? dataDir : `PostgreSQL, ${shownDatabase(databaseUrl)}`;
  lines.push(`Data: ${place}   Stop: Ctrl+C`, '');
  return lines.join('\n');
}
