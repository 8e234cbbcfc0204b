import { shortTest } from '../short-test.ts';
import { storm } from './storm.ts';

shortTest(storm);
