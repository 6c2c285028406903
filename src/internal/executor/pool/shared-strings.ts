import type { Attribution } from "../../model/access-set.ts";
import type { Hex } from "../../model/location.ts";

/** Equal strings as one: the transactions of a suite have their locations, accounts and hashes in common. */
export class SharedStrings {
  readonly #known = new Map<string, string>();

  share<T extends string>(text: T): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known as T; // it is equal
    this.#known.set(text, text);
    return text;
  }

  /** `input`: the transaction's, which is that of its outermost call as well. */
  shareAttribution({ frames, sites, preimages, ...rest }: Attribution, input: Hex): Attribution {
    return {
      ...rest,
      frames: frames.map((frame) => ({
        ...frame,
        caller: this.share(frame.caller),
        address: this.share(frame.address),
        codeAddress: this.share(frame.codeAddress),
        codeHash: this.share(frame.codeHash),
        input: frame.input === input ? input : frame.input,
      })),
      sites: sites.map((site) => ({ ...site, location: this.share(site.location) })),
      preimages: new Map(
        [...preimages].map(([hash, preimage]) => [this.share(hash), this.share(preimage)]),
      ),
    };
  }
}
