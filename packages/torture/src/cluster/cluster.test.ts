import { shortTest } from '../short-test.ts';
import { cluster } from './cluster.ts';

shortTest(cluster);
