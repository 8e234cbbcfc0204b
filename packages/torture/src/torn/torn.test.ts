import { shortTest } from '../short-test.ts';
import { torn } from './torn.ts';

shortTest(torn);
