import { shortTest } from '../short-test.ts';
import { exportedFiles } from './exports.ts';

shortTest(exportedFiles);
