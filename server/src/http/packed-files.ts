/**
 * Hashed scripts and styles, packed once and kept: a phone on the room's net waits for a
 * third of the bytes. Their names change with their content, so nothing here grows old.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const pack = promisify(gzip);

/** What a build makes that packing makes smaller; fonts are packed already. */
const PACKABLE = /^\/[\w.-]+\.(?:js|css|svg)$/;

/** Serves from `folder` what is asked for packed; everything else goes on. */
export function packedFiles(folder: string, cacheControl: string): RequestHandler {
  const packed = new Map<string, Promise<Buffer | null>>();

  const load = (name: string) => {
    const known = packed.get(name);
    if (known !== undefined) return known;
    const loading = readFile(join(folder, name)).then(
      (file) => pack(file, { level: constants.Z_BEST_COMPRESSION }),
      (error: NodeJS.ErrnoException) => {
        // Made-up names must not fill the memory.
        packed.delete(name);
        if (error.code === 'ENOENT') return null;
        throw error;
      },
    );
    packed.set(name, loading);
    return loading;
  };

  return async (req, res, next) => {
    if (!PACKABLE.test(req.path) || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    res.vary('Accept-Encoding');
    if (req.acceptsEncodings('gzip') !== 'gzip') return next();
    const file = await load(req.path);
    if (file === null) return next();
    res.setHeader('Content-Encoding', 'gzip');
    res.setHeader('Cache-Control', cacheControl);
    res.type(extname(req.path)).send(file);
  };
}
