import { shortTest } from '../short-test.ts';
import { simulation } from './simulation.ts';

shortTest(simulation);
