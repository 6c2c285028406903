import { Transaction } from "ethers";

import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import type { EdrChain } from "../../support/edr-chain.ts";
import { type Hardfork, isAtLeast } from "../hardforks.ts";
import type { Fee, PlannedTransaction } from "../plan.ts";
import { walletOf } from "./accounts.ts";
import { signBlobTransaction } from "./blob-transaction.ts";
import { intrinsicGas } from "./intrinsic-gas.ts";

const GWEI = 10n ** 9n;
const USUAL_FEE: Fee = { kind: "market", most: 10n * GWEI, tip: GWEI };
const USUAL_GAS = 1_000_000n;

/** Sends planned transactions, and keeps the nonces that they have when they are mined in this order. */
export class Sender {
  readonly #chain: EdrChain;
  readonly #hardfork: Hardfork;
  readonly #chainId: bigint;
  readonly #nonces = new Map<Address, number>();

  constructor(chain: EdrChain, hardfork: Hardfork, chainId: bigint) {
    this.#chain = chain;
    this.#hardfork = hardfork;
    this.#chainId = chainId;
  }

  async send(transaction: PlannedTransaction): Promise<Hex> {
    const nonce = await this.#takeNonce(transaction.from);
    if (transaction.blobs === undefined && transaction.authorizations === undefined) {
      return this.#chain.send(this.#fieldsOf(transaction, nonce));
    }
    const raw = await this.#sign(transaction, nonce);
    try {
      return await this.#chain.rpc<Hex>("eth_sendRawTransaction", raw);
    } catch (error) {
      // With automine, one that fails is mined all the same.
      const { transactionHash } = error as { transactionHash?: Hex };
      if (transactionHash === undefined) throw error;
      return transactionHash;
    }
  }

  #fieldsOf(transaction: PlannedTransaction, nonce: number): Record<string, unknown> {
    const { from, to, data, value, accessList } = transaction;
    return {
      from,
      to,
      data,
      nonce: hex(nonce),
      gas: hex(this.#gasOf(transaction)),
      ...(value === undefined ? {} : { value: hex(value) }),
      ...this.#feeFields(transaction.fee ?? USUAL_FEE),
      ...(accessList !== undefined && isAtLeast(this.#hardfork, "berlin") ? { accessList } : {}),
    };
  }

  /** Never less than the node would take: themes need not know what call data costs. */
  #gasOf(transaction: PlannedTransaction): bigint {
    const gas = transaction.gas ?? USUAL_GAS;
    const least = intrinsicGas(transaction, this.#hardfork);
    return gas < least ? least : gas;
  }

  #feeFields(fee: Fee): Record<string, Hex> {
    switch (fee.kind) {
      case "legacy":
        return { gasPrice: hex(fee.price) };
      case "market":
        return isAtLeast(this.#hardfork, "london")
          ? { maxFeePerGas: hex(fee.most), maxPriorityFeePerGas: hex(fee.tip) }
          : { gasPrice: hex(fee.most) };
    }
  }

  async #sign(transaction: PlannedTransaction, nonce: number): Promise<Hex> {
    const wallet = walletOf(transaction.from);
    const fee = transaction.fee ?? USUAL_FEE;
    const fields = {
      chainId: this.#chainId,
      nonce,
      to: transaction.to ?? null,
      data: transaction.data ?? "0x",
      value: transaction.value ?? 0n,
      gasLimit: this.#gasOf(transaction),
      maxFeePerGas: fee.kind === "market" ? fee.most : fee.price,
      maxPriorityFeePerGas: fee.kind === "market" ? fee.tip : fee.price,
      accessList: (transaction.accessList ?? []).map(({ address, storageKeys }) => ({
        address,
        storageKeys: [...storageKeys],
      })),
    };
    if (transaction.blobs !== undefined) {
      const maxFeePerBlobGas = 10n * GWEI;
      return signBlobTransaction(wallet, { ...fields, maxFeePerBlobGas }, transaction.blobs);
    }
    const authorizationList = [];
    for (const planned of transaction.authorizations ?? []) {
      const { authority, delegate, nonceError = 0, chainId = this.#chainId } = planned;
      const expected = await this.#nonceOf(authority);
      authorizationList.push(
        walletOf(authority).authorizeSync({
          address: delegate,
          nonce: Math.max(0, expected + nonceError),
          chainId,
        }),
      );
      const isValid = nonceError === 0 && (chainId === 0n || chainId === this.#chainId);
      if (isValid) this.#nonces.set(authority, expected + 1);
    }
    const unsigned = Transaction.from({ ...fields, type: 4, authorizationList });
    return (await wallet.signTransaction(unsigned)) as Hex; // ethers gives 0x-hex
  }

  async #takeNonce(address: Address): Promise<number> {
    const nonce = await this.#nonceOf(address);
    this.#nonces.set(address, nonce + 1);
    return nonce;
  }

  async #nonceOf(address: Address): Promise<number> {
    const known = this.#nonces.get(address);
    if (known !== undefined) return known;
    const nonce = Number(await this.#chain.rpc<Hex>("eth_getTransactionCount", address, "latest"));
    this.#nonces.set(address, nonce);
    return nonce;
  }
}

function hex(value: number | bigint): Hex {
  return `0x${value.toString(16)}`;
}
