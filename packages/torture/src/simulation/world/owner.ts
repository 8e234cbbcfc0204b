/** Something that runs code of its own and can end as a whole: a node of the server, a page. */
export interface Owner {
  readonly name: string;
  /** Ended: nothing of it runs any more, whatever it had waiting. */
  gone: boolean;
  /** What its code finds as `localStorage`; null where there is none. */
  readonly storage: DeviceStorage | null;
}

/** The part of the browser's `Storage` that the client uses. */
export class DeviceStorage {
  readonly #kept = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }

  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

export function ownerNamed(name: string, storage: DeviceStorage | null = null): Owner {
  return { name, gone: false, storage };
}
