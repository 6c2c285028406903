import type { Address, Hex } from "../model/location.ts";
import type { RecordedTransactionFields } from "../model/recording.ts";
import type { BlockEnvironment, Outcome, PreStateAccount, Scenario } from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import type { BlockFile } from "./narrow-block-file.ts";
import { writeSystemContracts } from "./write-system-contracts.ts";

type FileTransaction = BlockFile["txs"][number];

/**
 * A block as transactions pending at the same time, on the state that the first of them sees. What
 * the transactions did is not in the file, only the sum of their gas and the root of their receipts.
 */
export function blockScenario(file: BlockFile, id: string): Scenario {
  const block = environmentOf(file);
  return {
    id,
    kind: "replay",
    title: file.title ?? `Block ${file.number}`,
    chain: {
      chainId: file.chainId,
      chainType: "l1",
      hardfork: file.hardfork,
      allowUnlimitedContractSize: file.allowUnlimitedContractSize,
    },
    transactions: file.txs.map((transaction, index) => ({
      id: index,
      hash: transaction.hash,
      fields: fieldsOf(transaction),
      block,
      ...(transaction.receipt === undefined ? {} : { expected: outcomeOf(transaction.receipt) }),
    })),
    preState: writeSystemContracts(preStateOf(file), file),
    blockHashes: blockHashesOf(file),
  };
}

function outcomeOf({
  createdAddress,
  ...receipt
}: NonNullable<FileTransaction["receipt"]>): Outcome {
  return { ...receipt, ...(createdAddress === undefined ? {} : { createdAddress }) };
}

function environmentOf({ number, env }: BlockFile): BlockEnvironment {
  const { coinbase, timestamp, gasLimit, difficulty, mixHash, baseFeePerGas, excessBlobGas } = env;
  return {
    number,
    timestamp,
    coinbase,
    gasLimit,
    difficulty,
    prevRandao: mixHash,
    ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
    ...(excessBlobGas === undefined ? {} : { excessBlobGas }),
  };
}

function fieldsOf(transaction: FileTransaction): RecordedTransactionFields {
  const { type, from, to, nonce, gas, value, data } = transaction;
  return {
    type,
    from,
    ...(to === null || to === undefined ? {} : { to }),
    nonce: toQuantity(nonce),
    gas: toQuantity(gas),
    value: toQuantity(value),
    input: data,
    ...typedFieldsOf(transaction),
  };
}

function typedFieldsOf(transaction: FileTransaction): Partial<RecordedTransactionFields> {
  switch (transaction.type) {
    case 0:
      return { gasPrice: toQuantity(transaction.gasPrice) };
    case 1: {
      const { gasPrice, accessList } = transaction;
      return { gasPrice: toQuantity(gasPrice), accessList };
    }
    case 2:
      return feeFieldsOf(transaction);
    case 3: {
      const { maxFeePerBlobGas, blobVersionedHashes } = transaction;
      const blobFields = { maxFeePerBlobGas: toQuantity(maxFeePerBlobGas), blobVersionedHashes };
      return { ...feeFieldsOf(transaction), ...blobFields };
    }
    case 4: {
      const authorizationList = transaction.authorizationList.map((authorization) => ({
        chainId: toQuantity(authorization.chainId),
        address: authorization.address,
        nonce: toQuantity(authorization.nonce),
        yParity: toQuantity(authorization.yParity),
        r: toQuantity(authorization.r),
        s: toQuantity(authorization.s),
      }));
      return { ...feeFieldsOf(transaction), authorizationList };
    }
  }
}

function feeFieldsOf({
  maxFeePerGas,
  maxPriorityFeePerGas,
  accessList,
}: Extract<FileTransaction, { type: 2 | 3 | 4 }>): Partial<RecordedTransactionFields> {
  return {
    maxFeePerGas: toQuantity(maxFeePerGas),
    maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas),
    accessList,
  };
}

function preStateOf({ pre, codes }: BlockFile): Map<Address, PreStateAccount> {
  return new Map(
    [...pre].map(([address, { balance, nonce, codeHash, storage }]) => {
      const code = codeHash === undefined ? undefined : codes.get(codeHash);
      return [address, { balance, nonce, code: code ?? "0x", storage }];
    }),
  );
}

/** The parent's is in every header. */
function blockHashesOf({ number, env, blockHashes }: BlockFile): Map<bigint, Hex> {
  return new Map([
    [number - 1n, env.parentHash],
    ...[...blockHashes].map(([key, hash]): [bigint, Hex] => [BigInt(key), hash]),
  ]);
}
