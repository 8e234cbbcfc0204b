import { shortTest } from '../short-test.ts';
import { bombs } from './bombs.ts';

shortTest(bombs);
