import { shortTest } from '../short-test.ts';
import { soak } from './soak.ts';

shortTest(soak);
