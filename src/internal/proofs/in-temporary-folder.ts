import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Works in a folder of the system's temporary one, which is gone afterwards, also when the user presses Ctrl-C:
 * then what goes on is aborted, and the process ends as the signal would have ended it.
 */
export async function inTemporaryFolder<Result>(
  name: string,
  work: (folder: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `${name}-`));
  const abortion = new AbortController();
  const onSignal = (signal: (typeof SIGNALS)[number]) => {
    abortion.abort();
    removeFolder(folder);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work(folder, abortion.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    removeFolder(folder);
  }
}

/** Links in it are removed, not what they lead to. What was killed may still be writing. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
