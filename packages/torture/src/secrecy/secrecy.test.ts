import { shortTest } from '../short-test.ts';
import { secrecy } from './secrecy.ts';

shortTest(secrecy);
