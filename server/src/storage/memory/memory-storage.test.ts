import { storageContract } from '../storage.contract.ts';
import { openMemoryStorage } from './memory-storage.ts';

storageContract('memory', async () => openMemoryStorage());
