/** Ids for what a feature makes; the connection, which names its commands so, keeps the making. */
export { newId } from '../connection/ids.ts';
