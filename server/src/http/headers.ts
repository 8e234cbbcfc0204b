/** Headers of every answer. Pages drawn by the server bring a policy of their own, with their style's hash. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const YEAR_S = 31_536_000;

/** Nothing is asked of the device; a page that needs something will say so itself. */
const NO_DEVICES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ');

const POLICY = {
  'default-src': "'self'",
  'script-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  'connect-src': "'self'",
  'form-action': "'self'",
};

export function contentPolicy(more: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ ...POLICY, ...more })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

export function headers(secure: boolean): RequestHandler[] {
  const policy = contentPolicy();
  return [
    helmet({
      contentSecurityPolicy: false,
      crossOriginOpenerPolicy: false,
      crossOriginEmbedderPolicy: false,
      originAgentCluster: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: secure ? { maxAge: YEAR_S, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (req, res, next) => {
      res.setHeader('Content-Security-Policy', policy);
      res.setHeader('Permissions-Policy', NO_DEVICES);
      // On a plain http address in the room browsers ignore it, with a warning on every page.
      if (secure || isLoopbackName(req.hostname)) {
        res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      }
      next();
    },
  ];
}

function isLoopbackName(name: string | undefined): boolean {
  return name !== undefined && /^(127(\.\d+){3}|localhost|\[?::1\]?)$/i.test(name);
}
