import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type {
  BlockEnvironment,
  PreState,
  PreStateAccount,
  ScenarioTransaction,
} from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import { toQuantity } from "./parse-fixture.ts";

/*
 * An official test mostly has one transaction, and one runs alone. These transactions stand beside
 * it, so that it has something to conflict with, without changing what comes out. Each has a
 * sender and a coinbase that no test knows, and pays no fee.
 */

/** Below what EIP-7825 allows. */
const GAS = 16_000_000n;

export interface Helper {
  readonly transaction: ScenarioTransaction;
  /** What its sender needs. */
  readonly sender: readonly [Address, PreStateAccount];
}

/**
 * Gives wei to an account, as if it had always had them: a constructor that destroys itself runs no
 * code of the one it pays. Whoever reads that balance too early read a stale one.
 */
export function deliver(id: number, to: Address, amount: bigint, block: BlockEnvironment): Helper {
  return helper(id, `0x73${to.slice(2)}ff`, amount, block);
}

/** Logs balance and code size of all these accounts, as the state has them at this moment. */
export function observe(id: number, accounts: readonly Address[], block: BlockEnvironment): Helper {
  const reads = accounts.map((address, i) => {
    const account = `73${address.slice(2)}`; // PUSH20
    return `${account}31${push(i * 64)}52${account}3b${push(i * 64 + 32)}52`; // BALANCE, EXTCODESIZE, MSTORE
  });
  const end = `${push(accounts.length * 64)}${push(0)}a000`; // LOG0, STOP
  return helper(id, `0x${reads.join("")}${end}`, 0n, block);
}

/** What {@link observe} must have logged in a given state. */
export function observation(accounts: readonly Address[], state: PreState): Hex {
  const words = accounts.map((address) => {
    const { balance = 0n, code = "0x" } = state.get(address) ?? {};
    return toWord(balance).slice(2) + toWord(BigInt(code.length / 2 - 1)).slice(2);
  });
  return `0x${words.join("")}`;
}

/** The state with what the helpers' senders need. */
export function withHelpers(state: PreState, helpers: readonly Helper[]): PreState {
  return new Map([...state, ...helpers.map(({ sender }) => sender)]);
}

function helper(id: number, input: Hex, value: bigint, block: BlockEnvironment): Helper {
  const from: Address = `0xfeedfeedfeedfeedfeedfeedfeedfeed${id.toString(16).padStart(8, "0")}`;
  const coinbase: Address = `0xc01dc01dc01dc01dc01dc01dc01dc01d${id.toString(16).padStart(8, "0")}`;
  const transaction: ScenarioTransaction = {
    id,
    hash: toWord(BigInt(id)),
    fields: {
      type: 0,
      from,
      nonce: "0x0",
      gas: toQuantity(GAS),
      gasPrice: "0x0",
      value: toQuantity(value),
      input,
    },
    block: { ...block, coinbase, gasLimit: GAS },
  };
  const sender: PreStateAccount = { balance: value, nonce: 0n, code: "0x", storage: new Map() };
  return { transaction, sender: [from, sender] };
}

/** PUSH3 */
function push(value: number): string {
  return `62${value.toString(16).padStart(6, "0")}`;
}
