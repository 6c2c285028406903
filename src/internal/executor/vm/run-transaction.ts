import type { Common } from "@ethereumjs/common";
import { Hardfork } from "@ethereumjs/common";
import type { EVMResult, Log } from "@ethereumjs/evm";

import type { AccountRef } from "../state/account-ref.ts";
import type { TransactionState } from "../state/transaction-state.ts";
import { hexToBytes } from "../../primitives/hex.ts";
import type { PreparedTransaction } from "./prepared-transaction.ts";
import { Refusal } from "./refusal.ts";
import type { TracingEvm } from "./tracing-evm.ts";

/** What a transaction came to. */
export interface TransactionEnd {
  readonly status: 0 | 1;
  readonly gasUsed: bigint;
  readonly createdAddress: Uint8Array | undefined;
  readonly logs: readonly Log[];
  /** What the call returned, or reverted with; the code of a creation. */
  readonly returned: Uint8Array;
}

/**
 * Runs a transaction as the execution specification's `process_transaction` does, in the place of
 * EthereumJS's `runTx`: the same, without looking up, copying and putting back whole accounts, which
 * takes longer than most transactions. Fees and value are debits and credits that depend on no balance
 * but the sender's being high enough.
 *
 * Not for EIP-7702 transactions, nor for rules before Spurious Dragon or of Amsterdam: those go through
 * `runTx`. Throws {@link Refusal}.
 */
export async function runTransaction(
  prepared: PreparedTransaction,
  evm: TracingEvm,
  state: TransactionState,
): Promise<TransactionEnd> {
  const { common } = evm;
  const sender = state.account(prepared.sender.bytes);
  buyGas(prepared, sender, state);
  if (common.isActivatedEIP(2929)) warmUp(prepared, sender, state, common);
  const result = transferOnly(prepared, sender, evm, state) ?? (await call(prepared, evm));
  const gasUsed = gasUsedBy(prepared, result, common);
  const { gasPrice, coinbaseFee, tx, block } = prepared;
  state.addBalance(sender, (tx.gasLimit - gasUsed) * gasPrice);
  const reward = gasUsed * coinbaseFee;
  if (reward !== 0n) state.addBalance(state.account(block.header.coinbase.bytes), reward);
  destroy(result, state, common);
  const { exceptionError, logs } = result.execResult;
  const status = exceptionError === undefined ? 1 : 0;
  return {
    status,
    gasUsed,
    createdAddress: status === 1 ? result.createdAddress?.bytes : undefined,
    logs: logs ?? [],
    returned: result.execResult.returnValue,
  };
}

function buyGas(prepared: PreparedTransaction, sender: AccountRef, state: TransactionState): void {
  const { tx, gasPrice, blobCost, maxCost, nonce, invalid } = prepared;
  if (invalid !== undefined) throw new Refusal("rejected", invalid);
  state.requireBalance(sender, maxCost);
  if (!state.isSenderAssured) {
    const balance = state.balanceOf(sender);
    if (balance < maxCost) {
      state.readBalanceExactly(sender);
      const reason = `its sender has ${balance} wei and may have to pay ${maxCost}`;
      throw new Refusal("rejected", reason);
    }
  }
  state.addBalance(sender, -(tx.gasLimit * gasPrice + blobCost));
  state.setNonce(sender, nonce + 1n);
}

/** EIP-2929, EIP-2930, EIP-3651. Precompiles are warm without being told. */
function warmUp(
  { tx, block, accessList }: PreparedTransaction,
  sender: AccountRef,
  state: TransactionState,
  common: Common,
): void {
  state.warmForGood(sender);
  if (tx.to !== undefined) state.warmForGood(state.account(tx.to.bytes));
  if (common.isActivatedEIP(3651)) state.warmForGood(state.account(block.header.coinbase.bytes));
  for (const { address, slots } of accessList) {
    const account = state.account(address);
    state.warmForGood(account);
    for (const slot of slots) state.warmSlot(account, slot);
  }
}

const TRANSFERRED: EVMResult = {
  execResult: { executionGasUsed: 0n, returnValue: new Uint8Array() },
};

/** To an account without code, nothing runs. Undefined if something does. */
function transferOnly(
  { tx }: PreparedTransaction,
  sender: AccountRef,
  evm: TracingEvm,
  state: TransactionState,
): EVMResult | undefined {
  if (tx.to === undefined || evm.getPrecompile(tx.to) !== undefined) return undefined;
  const recipient = state.account(tx.to.bytes);
  if (state.readCode(recipient).length > 0) return undefined;
  state.addBalance(sender, -tx.value);
  state.addBalance(recipient, tx.value);
  return TRANSFERRED;
}

async function call(prepared: PreparedTransaction, evm: TracingEvm): Promise<EVMResult> {
  const { tx, block, sender, gasPrice, intrinsicGas } = prepared;
  return evm.runCall({
    block,
    gasPrice,
    caller: sender,
    gasLimit: tx.gasLimit - intrinsicGas,
    ...(tx.to === undefined ? {} : { to: tx.to }),
    value: tx.value,
    data: tx.data,
    ...("blobVersionedHashes" in tx ? { blobVersionedHashes: tx.blobVersionedHashes } : {}),
    skipNonceIncrement: true,
  });
}

/** With refunds (EIP-3529) and the least that call data costs (EIP-7623). */
function gasUsedBy(
  { intrinsicGas, floorGas }: PreparedTransaction,
  { execResult }: EVMResult,
  common: Common,
): bigint {
  const spent = execResult.executionGasUsed + intrinsicGas;
  const refund = execResult.gasRefund ?? 0n;
  const mostRefunded = refund === 0n ? 0n : spent / common.param("maxRefundQuotient");
  const used = spent - (refund < mostRefunded ? refund : mostRefunded);
  return used < floorGas ? floorGas : used;
}

/** EIP-6780: from Cancun on only contracts that the same transaction has created. */
function destroy({ execResult }: EVMResult, state: TransactionState, common: Common): void {
  const { selfdestruct, createdAddresses } = execResult;
  if (selfdestruct === undefined) return;
  const onlyCreated = common.gteHardfork(Hardfork.Cancun);
  for (const address of selfdestruct.keys()) {
    if (onlyCreated && createdAddresses?.has(address) !== true) continue;
    state.delete(state.account(hexToBytes(address)));
  }
}
