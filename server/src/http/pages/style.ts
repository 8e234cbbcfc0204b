/**
 * The one style of server-drawn pages, inlined: a phone on a slow net draws the page from
 * one answer. Values are those of the design tokens; the system's font keeps it small.
 */
import { createHash } from 'node:crypto';

const LIGHT =
  '--paper:#f4efe6;--surface:#fffdf9;--sunk:#ebe4d6;--line:#e0d7c7;--line-strong:#8a8173;--ink:#22252c;--ink-2:#555049;--ink-3:#675f55;--accent:#223f96;--accent-strong:#182d70;--on-accent:#fff;--ok:#1c6544;--danger:#a3261b;--danger-tint:#fbe3dd;--ring:#0b0f1e;--gap:#fff;';
const DARK =
  '--paper:#1a1917;--surface:#35322e;--sunk:#131210;--line:#46423c;--line-strong:#968e81;--ink:#f1ece2;--ink-2:#c2bbaf;--ink-3:#b2ab9f;--accent:#a3b9fa;--accent-strong:#c6d4fd;--on-accent:#111b3d;--ok:#86cfa8;--danger:#f59a8b;--danger-tint:#43221d;--ring:#fff;--gap:#0b0f1e;';

export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.5 "Titillium Web",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1,p{margin:0}
a{color:var(--accent);text-underline-offset:.18em}
svg{inline-size:1.25em;block-size:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
main{min-block-size:100vh;min-block-size:100svh;max-inline-size:28rem;margin-inline:auto;padding:.9rem 1.25rem 1.25rem;display:flex;flex-direction:column;gap:1.25rem}
nav{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;padding:.25rem;gap:.25rem;background:var(--sunk);border-radius:.75rem}
nav a{display:grid;place-items:center;min-block-size:2.75rem;border-radius:.5rem;color:var(--ink-2);text-decoration:none}
nav a[aria-current]{background:var(--surface);color:var(--ink);font-weight:600;box-shadow:0 1px 2px rgb(70 55 30/.18)}
.brand{display:inline-flex;align-items:center;gap:.5rem;font-weight:700;font-size:1.375rem;line-height:1;letter-spacing:-.01em;color:var(--ink);text-decoration:none}
.brand svg{inline-size:1.75rem;block-size:1.75rem;stroke:none;fill:var(--ink)}
.brand .top{fill:var(--accent)}
h1{font-weight:700;font-size:2.125rem;line-height:1.15;letter-spacing:-.015em;text-wrap:balance;margin-block-start:.9rem}
.lead{font-size:1.125rem;line-height:1.45;color:var(--ink-2);margin-block-start:.35rem}
form,.stack{display:grid;gap:1.1rem}
.field{display:grid;gap:.25rem}
label,.label{font-weight:600}
.opt{font-weight:400;color:var(--ink-3)}
.help{color:var(--ink-2);line-height:1.45}
input,textarea{display:block;inline-size:100%;min-block-size:3.25rem;padding:.7rem 1rem;border:1.5px solid var(--line-strong);border-radius:.5rem;background:var(--surface);color:inherit;font:inherit;font-size:1.125rem}
input::placeholder{color:var(--ink-3);opacity:1;text-overflow:ellipsis}
input:placeholder-shown{text-overflow:ellipsis}
.code{font-weight:700;font-size:1.8rem;line-height:1.2;letter-spacing:.14em;text-align:center;text-transform:uppercase;font-variant-numeric:tabular-nums lining-nums;border:2px solid var(--accent);direction:ltr;padding-inline:.4rem}
.keep{font-size:.9375rem;line-height:1.45;resize:none;overflow-wrap:anywhere}
[aria-invalid]{border-color:var(--danger);border-width:3px}
.said{display:flex;gap:.55rem;align-items:flex-start;line-height:1.35;color:var(--ink-2);margin-block-start:.25rem}
.said b{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.said svg{margin-block-start:.05em;color:var(--ok)}
.error{color:var(--danger);font-weight:600}
.error svg{color:inherit}
.btn{display:flex;align-items:center;justify-content:center;gap:.5rem;min-block-size:3.25rem;padding:0 1.25rem;border:1.5px solid var(--line-strong);border-radius:.5rem;background:var(--surface);color:var(--ink);font-family:inherit;font-size:1.125rem;font-weight:600;line-height:1.2;text-align:center;text-decoration:none;cursor:pointer}
.go{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.go:hover{background:var(--accent-strong);border-color:var(--accent-strong)}
.foot{display:flex;gap:.75rem;margin-block-start:auto;padding-block-start:1rem;border-block-start:1px solid var(--line);color:var(--ink-2);font-size:.9375rem;line-height:1.45}
.foot svg{font-size:1.15rem;margin-block-start:.1em}
:focus-visible{outline:3px solid var(--ring);outline-offset:2px;box-shadow:0 0 0 2px var(--gap),0 0 0 7px #f2b134}
@media (forced-colors:active){nav a[aria-current]{outline:2px solid Highlight}.go{forced-color-adjust:none;background:Highlight;border-color:Highlight;color:HighlightText}.brand svg{fill:CanvasText}}
`
  .trim()
  .replace(/\n/g, '');

/** For the content policy: this style and no other. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
