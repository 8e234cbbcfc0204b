import { shortTest } from '../short-test.ts';
import { fuzz } from './fuzz.ts';

shortTest(fuzz);
