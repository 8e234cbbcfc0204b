/** Loaded before the tests: all of them share one process, and with it one Yjs. */

// Before Yjs: see there.
import './simulation/world/chance.ts';
