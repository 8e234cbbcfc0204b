/** The server's end of a simulated connection: what Node's HTTP server takes for a socket. */
import { Duplex } from 'node:stream';

interface Out {
  send(chunk: Uint8Array): void;
  end(): void;
}

interface Chunk {
  readonly chunk: Buffer;
}

export class ServerEnd extends Duplex {
  /** Whom limits by address count it to. */
  readonly remoteAddress = '127.0.0.1';
  readonly #out: Out;
  #said = false;

  constructor(out: Out) {
    super({ allowHalfOpen: false });
    this.#out = out;
    // Broken connections are told to every socket; somebody has to hear it until the server does.
    this.on('error', () => undefined);
  }

  /** Bytes from the page. */
  arrive(chunk: Uint8Array): void {
    if (!this.destroyed) this.push(Buffer.from(chunk));
  }

  /** The page has closed it. */
  over(): void {
    if (!this.destroyed) this.push(null);
  }

  /** It is found dead. */
  broken(): void {
    this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  override _read(): void {
    // Bytes come when they come.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#send(chunk);
    done();
  }

  /** Header and body of a frame are one chunk, as they are one packet. */
  override _writev(chunks: Chunk[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.#goodbye();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#goodbye();
    done(error);
  }

  #send(chunk: Buffer): void {
    // A copy, as a network makes it: the sender may use its buffer again.
    if (chunk.length > 0) this.#out.send(Uint8Array.from(chunk));
  }

  #goodbye(): void {
    if (this.#said) return;
    this.#said = true;
    this.#out.end();
  }
}
