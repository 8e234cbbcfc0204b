/** The server's questions and answers over HTTP, for pages outside a workshop: features know no other door. */
export { type Api, type ApiResult, openApi } from '../connection/api.ts';
