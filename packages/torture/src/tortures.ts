/**
 * What `torture -- all` runs: first those that measure times, while the machine is quiet, then the
 * others in the order of the catalogue. A new one is its folder and its line here.
 */

// Before Yjs: see there.
import './simulation/world/chance.ts';

import { bombs } from './bombs/bombs.ts';
import { cluster } from './cluster/cluster.ts';
import { convergence } from './convergence/convergence.ts';
import { disk } from './disk/disk.ts';
import { exportedFiles } from './exports/exports.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { hostile } from './hostile/hostile.ts';
import { kill } from './kill/kill.ts';
import { model } from './model/model.ts';
import { secrecy } from './secrecy/secrecy.ts';
import { simulation } from './simulation/simulation.ts';
import { skew } from './skew/skew.ts';
import { slow } from './slow/slow.ts';
import { soak } from './soak/soak.ts';
import { storm } from './storm/storm.ts';
import { syncOrder } from './sync-order/sync-order.ts';
import { torn } from './torn/torn.ts';
import type { Torture } from './torture.ts';

export const TORTURES: readonly Torture[] = [
  storm,
  slow,
  bombs,
  fuzz,
  kill,
  syncOrder,
  disk,
  torn,
  hostile,
  secrecy,
  convergence,
  simulation,
  skew,
  exportedFiles,
  model,
];

/** As long as all the others together, or in need of other services: run by their names alone. */
export const ALONE: readonly Torture[] = [cluster, soak];
