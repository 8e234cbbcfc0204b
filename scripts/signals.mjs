/**
 * Ending together: a script that waits for a program must outlive it, and must hand on what
 * it is told. In a terminal Ctrl+C reaches every program of the group by itself; handing it
 * on as well would tell the server twice.
 */
export function passSignals(child) {
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
}
