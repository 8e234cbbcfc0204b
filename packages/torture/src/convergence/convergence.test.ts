import { shortTest } from '../short-test.ts';
import { convergence } from './convergence.ts';

shortTest(convergence);
