import { storageContract } from '../storage.contract.ts';
import { openFresh } from './testing/databases.ts';

storageContract('postgres', openFresh);
