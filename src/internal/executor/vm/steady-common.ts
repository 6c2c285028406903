import {
  Common,
  type CustomCrypto,
  type Hardfork,
  Mainnet,
  type ParamsDict,
} from "@ethereumjs/common";

/**
 * The rules of one chain that never change. EthereumJS copies the rules for each transaction and
 * block and merges its parameters into them anew, as somebody might set another hardfork on the
 * copy; for small transactions that takes longer than running them.
 */
export class SteadyCommon extends Common {
  readonly #merged = new WeakSet<ParamsDict>();

  constructor(chainId: number, hardfork: Hardfork, customCrypto: CustomCrypto) {
    super({ chain: { ...Mainnet, chainId }, hardfork, customCrypto });
  }

  override copy(): Common {
    return this;
  }

  override updateParams(params: ParamsDict): void {
    if (this.#merged.has(params)) return;
    super.updateParams(params);
    this.#merged.add(params);
  }

  override setHardfork(hardfork: string): void {
    // The constructor sets it, before there are own fields.
    if (#merged in this && hardfork !== this.hardfork()) throw new Error("These rules are fixed");
    super.setHardfork(hardfork);
  }
}
