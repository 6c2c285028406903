/** Ctrl-C, and what ends a process in CI. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Of all runtime environments in the process, as Node warns of more than ten listeners. */
const acts = new Set<() => void>();

/**
 * Does something at once, synchronously, when the process is stopped by a signal; then the signal does what it would
 * have done. Whoever else listens to it decides about that, as before.
 */
export function whenStopped(act: () => void): void {
  acts.add(act);
  if (acts.size > 1) return;
  for (const signal of SIGNALS) {
    const listener = () => {
      process.removeListener(signal, listener);
      for (const one of acts) one();
      // Nobody else listens: the process ends.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on(signal, listener);
  }
}
