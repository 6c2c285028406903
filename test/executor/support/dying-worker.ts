// A worker that dies in the middle of its part of a parallel run, when it is the second thread.
import { inTheMiddle } from "./in-the-middle.ts";

inTheMiddle(() => process.exit(3));
await import("../../../src/internal/executor/pool/worker.ts");
