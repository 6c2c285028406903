import type { Rule } from "./rule.ts";
import { ARRAY_PUSH } from "./rules/array-push.ts";
import { BATCH_FUNCTION } from "./rules/batch-function.ts";
import { BOOKKEEPING } from "./rules/bookkeeping.ts";
import { CAP } from "./rules/cap.ts";
import { CHAINED_RANDOMNESS } from "./rules/chained-randomness.ts";
import { DECIDING_TOTAL } from "./rules/deciding-total.ts";
import { ENUMERABLE_SET } from "./rules/enumerable-set.ts";
import { ETH_BALANCE } from "./rules/eth-balance.ts";
import { FACTORY_NONCE } from "./rules/factory-nonce.ts";
import { FALSE_SHARING } from "./rules/false-sharing.ts";
import { FEE_ACCUMULATOR } from "./rules/fee-accumulator.ts";
import { GLOBAL_COUNTER } from "./rules/global-counter.ts";
import { GLOBAL_NONCE } from "./rules/global-nonce.ts";
import { HIGHEST_BID } from "./rules/highest-bid.ts";
import { HOT_KEY } from "./rules/hot-key.ts";
import { POOL_RESERVES } from "./rules/pool-reserves.ts";
import { PUSH_PAYMENTS } from "./rules/push-payments.ts";
import { REENTRANCY_GUARD } from "./rules/reentrancy-guard.ts";
import { ROUND_ROBIN } from "./rules/round-robin.ts";
import { RUNNING_EXTREME } from "./rules/running-extreme.ts";
import { SEQUENTIAL_ID } from "./rules/sequential-id.ts";
import { SHARED_QUEUE } from "./rules/shared-queue.ts";
import { STAKING_ACCUMULATOR } from "./rules/staking-accumulator.ts";
import { STORED_HISTORY } from "./rules/stored-history.ts";
import { TOTAL_SUPPLY } from "./rules/total-supply.ts";
import { VAULT_PRICE } from "./rules/vault-price.ts";
import { VOTE_CHECKPOINTS } from "./rules/vote-checkpoints.ts";

/** The most specific first: of several that fit a hotspot, the first one speaks. */
export const ALL_RULES: readonly Rule[] = [
  REENTRANCY_GUARD,
  FALSE_SHARING,
  ENUMERABLE_SET,
  VOTE_CHECKPOINTS,
  SHARED_QUEUE,
  POOL_RESERVES,
  VAULT_PRICE,
  RUNNING_EXTREME,
  HIGHEST_BID,
  STAKING_ACCUMULATOR,
  CHAINED_RANDOMNESS,
  GLOBAL_NONCE,
  ROUND_ROBIN,
  STORED_HISTORY,
  ARRAY_PUSH,
  SEQUENTIAL_ID,
  CAP,
  FEE_ACCUMULATOR,
  TOTAL_SUPPLY,
  FACTORY_NONCE,
  PUSH_PAYMENTS,
  ETH_BALANCE,
  BATCH_FUNCTION,
  HOT_KEY,
  BOOKKEEPING,
  GLOBAL_COUNTER,
  DECIDING_TOTAL,
];

/** Undefined where there is no rule of that id. */
export function ruleOf(id: string): Rule | undefined {
  return ALL_RULES.find((rule) => rule.id === id);
}
