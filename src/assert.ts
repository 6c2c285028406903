/** The matchers as plain functions, for `node:test` and whatever else. */
export {
  assertConflictFree,
  assertConflictOn,
  assertNoConflictOn,
  assertNotConflictFree,
  assertNotOrderIndependent,
  assertNotReachSpeedup,
  assertOrderIndependent,
  assertReachSpeedup,
} from "./internal/matchers/assertions.ts";
export type { SpeedupOptions } from "./internal/matchers/reach-speedup.ts";
