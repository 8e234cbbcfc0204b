/** Kept versions of a proposal's text, over HTTP: to read, to keep one by name, to go back to one. */
import { type ApiResult, openApi } from '../connection/api.ts';

export interface VersionLine {
  readonly number: number;
  /** `phase`: kept when the phase named here ended; `before-restore`: what a restore replaced. */
  readonly kind: 'named' | 'phase' | 'before-restore';
  readonly name: string;
  /** ms since the epoch */
  readonly at: number;
}

export interface VersionText extends VersionLine {
  /** One line for each paragraph, heading and item. */
  readonly text: string;
}

export interface TextVersions {
  list(): Promise<ApiResult<{ readonly versions: readonly VersionLine[] }>>;
  read(number: number): Promise<ApiResult<VersionText>>;
  keep(name: string): Promise<ApiResult<{ readonly number: number }>>;
  restore(number: number): Promise<ApiResult<unknown>>;
}

export function textVersions(workshopId: string, proposalId: string): TextVersions {
  const api = openApi();
  const path = `/api/workshops/${workshopId}/proposals/${proposalId}/versions`;
  return {
    list: () => api.get(path),
    read: (number) => api.get(`${path}/${number}`),
    keep: (name) => api.post(path, { name }),
    restore: (number) => api.post(`${path}/${number}/restore`, {}),
  };
}
