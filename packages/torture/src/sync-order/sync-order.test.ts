import { shortTest } from '../short-test.ts';
import { syncOrder } from './sync-order.ts';

shortTest(syncOrder);
