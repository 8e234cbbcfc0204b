import { storageContract } from '../storage.contract.ts';
import { openSqliteStorage } from './open-sqlite.ts';
import { temporaryFolder } from './temporary-folder.ts';

storageContract('sqlite', () => openSqliteStorage(temporaryFolder()));
