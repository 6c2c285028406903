import type { Common } from "@ethereumjs/common";
import {
  AccessList2930Tx,
  Blob4844Tx,
  EOACode7702Tx,
  FeeMarket1559Tx,
  LegacyTx,
  type TypedTransaction,
  paramsTx,
} from "@ethereumjs/tx";
import { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { RecordedTransactionFields } from "../../model/recording.ts";
import { hexToBytes } from "../../primitives/hex.ts";
import { Refusal } from "./refusal.ts";

/**
 * EIP-7825 caps a transaction's gas. The chain that mined it may have set the cap aside (Hardhat
 * does when asked to), so it is not checked again.
 */
const PARAMETERS = { ...paramsTx, 7825: { maxTransactionGasLimit: Number.MAX_SAFE_INTEGER } };

/** The transaction as EthereumJS wants it. It bears no signature: the sender is given. Throws a {@link Refusal} on an unknown type. */
export function buildTransaction(
  fields: RecordedTransactionFields,
  common: Common,
): TypedTransaction {
  const transaction = construct(fields, common);
  const sender = new EthereumJsAddress(hexToBytes(fields.from));
  transaction.getSenderAddress = () => sender;
  return transaction;
}

function construct(fields: RecordedTransactionFields, common: Common): TypedTransaction {
  const options = { common, freeze: false, params: PARAMETERS };
  const base = {
    nonce: fields.nonce,
    gasLimit: fields.gas,
    value: fields.value,
    data: fields.input,
    ...(fields.to === undefined ? {} : { to: fields.to }),
  };
  const fees = {
    maxFeePerGas: fields.maxFeePerGas ?? "0x0",
    maxPriorityFeePerGas: fields.maxPriorityFeePerGas ?? "0x0",
  } as const;
  const accessList = (fields.accessList ?? []).map(({ address, storageKeys }) => ({
    address,
    storageKeys: [...storageKeys],
  }));
  switch (fields.type) {
    case 0:
      return new LegacyTx({ ...base, gasPrice: fields.gasPrice ?? "0x0" }, options);
    case 1:
      return new AccessList2930Tx(
        { ...base, accessList, gasPrice: fields.gasPrice ?? "0x0" },
        options,
      );
    case 2:
      return new FeeMarket1559Tx({ ...base, ...fees, accessList }, options);
    case 3:
      return new Blob4844Tx(
        {
          ...base,
          ...fees,
          accessList,
          maxFeePerBlobGas: fields.maxFeePerBlobGas ?? "0x0",
          blobVersionedHashes: [...(fields.blobVersionedHashes ?? [])],
        },
        options,
      );
    case 4:
      return new EOACode7702Tx(
        {
          ...base,
          ...fees,
          accessList,
          authorizationList: [...(fields.authorizationList ?? [])],
        },
        options,
      );
    default:
      throw new Refusal("unsupported", `transaction type ${fields.type} is not supported`);
  }
}
