/** Which workshops this device has been in. Where storage is blocked, every visit is a first one. */
const KEY = 'tavolo:arrived:';

export function isArrival(workshopId: string): boolean {
  try {
    return localStorage.getItem(KEY + workshopId) === null;
  } catch (error) {
    console.info('storage is blocked', error);
    return true;
  }
}

export function rememberArrival(workshopId: string): void {
  try {
    localStorage.setItem(KEY + workshopId, '1');
  } catch (error) {
    console.info('storage is blocked', error);
  }
}
