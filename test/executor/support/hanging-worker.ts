// A worker that never comes back from its part of a parallel run, when it is the second thread.
import { inTheMiddle } from "./in-the-middle.ts";

inTheMiddle(() => {
  for (;;);
});
await import("../../../src/internal/executor/pool/worker.ts");
