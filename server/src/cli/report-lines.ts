/** Reports as lines for people: what is whole, what is not, and how far it is good. */
import { shownCode } from '@tavolo/protocol';
import type { LogReport, TextReport } from '../storage/upkeep.ts';
import { SNAPSHOT_VERSION } from '../workshop/snapshot.ts';

/** What leads back to a good state of a workshop, or of a text of it. */
export type WayBack = (what: string) => string;

/** It opens all the same where a snapshot reaches beyond the fault, and all that follows is good. */
export function opensFromSnapshot({ broken, snapshots }: LogReport): boolean {
  return (
    broken !== null &&
    snapshots.some(
      ({ version, isWhole, restIsWhole }) => version === SNAPSHOT_VERSION && isWhole && restIsWhole,
    )
  );
}

export function textOpensFromSnapshot({ broken, snapshot }: TextReport): boolean {
  return broken !== null && snapshot?.isWhole === true && snapshot.restIsWhole;
}

export function logLines(report: LogReport, wayBack: WayBack): readonly string[] {
  const { record, last, lastGood, broken, snapshots } = report;
  const head = `workshop ${record.id} (code ${shownCode(record.joinCode)})`;
  const lines: string[] = [];
  if (broken === null) lines.push(`${head}: ${last} decisions, whole`);
  else {
    lines.push(`${head}: BROKEN. ${broken.message}`);
    lines.push(`  Good up to decision ${lastGood} of ${last}.`);
    lines.push(
      opensFromSnapshot(report)
        ? '  It opens from a snapshot made after the fault: people lose nothing, its history has a hole.'
        : `  It cannot be opened. A way back: ${wayBack(record.id)}`,
    );
  }
  for (const { seq, isWhole } of snapshots) {
    if (!isWhole) lines.push(`  The snapshot of decision ${seq} is broken: it will be made anew.`);
    else if (seq > last) lines.push(`  The snapshot of decision ${seq} is ahead of the log.`);
  }
  return lines;
}

export function textLines(report: TextReport, wayBack: WayBack): readonly string[] {
  const { key, last, lastGood, broken, snapshot, brokenVersions } = report;
  const head = `text ${key.name} of workshop ${key.workshopId}`;
  const lines: string[] = [];
  if (broken === null) lines.push(`${head}: ${last} updates, whole`);
  else {
    lines.push(`${head}: BROKEN. ${broken.message}`);
    lines.push(`  Good up to update ${lastGood} of ${last}.`);
    const way = wayBack(`${key.workshopId} --text ${key.name}`);
    lines.push(
      textOpensFromSnapshot(report)
        ? '  It opens from a snapshot made after the fault: nothing is lost.'
        : `  It cannot be opened. A way back: ${way}`,
    );
  }
  if (snapshot?.isWhole === false) lines.push('  Its snapshot is broken: it will be made anew.');
  for (const number of brokenVersions) lines.push(`  Version ${number} is BROKEN.`);
  return lines;
}
