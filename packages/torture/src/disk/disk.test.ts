import { shortTest } from '../short-test.ts';
import { disk } from './disk.ts';

shortTest(disk);
