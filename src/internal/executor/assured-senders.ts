import type { RecordedTransactionFields } from "../model/recording.ts";
import type { Scenario } from "../model/scenario.ts";

/** EIP-4844: GAS_PER_BLOB. */
const GAS_PER_BLOB = 131_072n;

/**
 * For each transaction, whether its sender can pay for it whatever the others do: it has enough for this
 * and all of its earlier ones at their highest price, and no code that could pay for anything else. The
 * balance then need not be looked up, which takes long where the scenario has changed it often.
 */
export function assuredSenders({ transactions, preState }: Scenario): boolean[] {
  // EIP-7702 gives accounts code.
  if (transactions.some(({ fields }) => fields.type === 4)) return transactions.map(() => false);
  const left = new Map<string, bigint>();
  return transactions.map(({ fields }) => {
    const account = preState.get(fields.from);
    if (account?.code !== "0x") return false;
    const after = (left.get(fields.from) ?? account.balance) - highestCost(fields);
    left.set(fields.from, after);
    return after >= 0n;
  });
}

function highestCost(fields: RecordedTransactionFields): bigint {
  const price = BigInt(fields.maxFeePerGas ?? fields.gasPrice ?? "0x0");
  const blobGas = BigInt(fields.blobVersionedHashes?.length ?? 0) * GAS_PER_BLOB;
  return (
    BigInt(fields.value) +
    BigInt(fields.gas) * price +
    blobGas * BigInt(fields.maxFeePerBlobGas ?? "0x0")
  );
}
