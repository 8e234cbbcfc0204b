/** Where the pages of a workshop lie. */
export function boardPath(workshopId: string, clusterId?: string): string {
  return clusterId === undefined ? `/w/${workshopId}` : `/w/${workshopId}#cluster-${clusterId}`;
}

export function proposalsPath(workshopId: string): string {
  return `/w/${workshopId}/proposals`;
}

export function proposalPath(workshopId: string, proposalId: string): string {
  return `${proposalsPath(workshopId)}/${proposalId}`;
}
