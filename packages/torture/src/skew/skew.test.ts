import { shortTest } from '../short-test.ts';
import { skew } from './skew.ts';

shortTest(skew);
