import { shortTest } from '../short-test.ts';
import { model } from './model.ts';

shortTest(model);
