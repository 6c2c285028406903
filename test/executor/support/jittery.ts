/** A program for threads that dawdle by chance; process.env.SEED decides when. */
export const JITTERY = new URL("jittery-worker.ts", import.meta.url);
