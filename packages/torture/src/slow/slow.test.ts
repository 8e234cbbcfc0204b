import { shortTest } from '../short-test.ts';
import { slow } from './slow.ts';

shortTest(slow);
