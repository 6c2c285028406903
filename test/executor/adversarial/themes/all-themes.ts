import type { Theme } from "../theme.ts";
import { accessLists } from "./access-lists.ts";
import { balances, poorSenders } from "./balances.ts";
import { blobs } from "./blobs.ts";
import { callTrees, deepCalls } from "./call-trees.ts";
import { chains } from "./chains.ts";
import { codeReads } from "./code-reads.ts";
import { coinbase } from "./coinbase.ts";
import { contractSenders } from "./contract-senders.ts";
import { createCollisions } from "./create-collisions.ts";
import { crowds } from "./crowds.ts";
import { delegations } from "./delegations.ts";
import { environment } from "./environment.ts";
import { failures, outOfGas } from "./failures.ts";
import { fanIn } from "./fan-in.ts";
import { fees } from "./fees.ts";
import { locks } from "./locks.ts";
import { mixedOf } from "./mixed.ts";
import { opcodes } from "./opcodes.ts";
import { plainTransfers } from "./plain-transfers.ts";
import { pointEvaluation, precompiles } from "./precompiles.ts";
import { proxies } from "./proxies.ts";
import { refunds } from "./refunds.ts";
import { sameSender } from "./same-sender.ts";
import { selfDestruct } from "./self-destruct.ts";
import { transientStorage } from "./transient-storage.ts";

const MIXABLE: readonly Theme[] = [
  accessLists,
  balances,
  blobs,
  callTrees,
  chains,
  codeReads,
  coinbase,
  createCollisions,
  delegations,
  environment,
  failures,
  fanIn,
  fees,
  locks,
  opcodes,
  plainTransfers,
  proxies,
  refunds,
  sameSender,
  selfDestruct,
  transientStorage,
];

export const ALL_THEMES: readonly Theme[] = [
  ...MIXABLE,
  contractSenders,
  crowds,
  deepCalls,
  mixedOf(MIXABLE),
  outOfGas,
  pointEvaluation,
  poorSenders,
  precompiles,
];
