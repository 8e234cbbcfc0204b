import { busContract } from './bus.contract.ts';
import { openLocalBus } from './local.ts';

busContract('local', async (failed) => openLocalBus(failed));
