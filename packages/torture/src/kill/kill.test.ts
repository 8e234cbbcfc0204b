import { shortTest } from '../short-test.ts';
import { kill } from './kill.ts';

shortTest(kill);
