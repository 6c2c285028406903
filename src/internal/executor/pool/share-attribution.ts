import type { Attribution } from "../../model/access-set.ts";
import type { Hex } from "../../model/location.ts";
import type { SharedStrings } from "../../primitives/shared-strings.ts";

/** `input`: the transaction's, which is that of its outermost call as well. */
export function shareAttribution(
  { frames, sites, preimages, ...rest }: Attribution,
  input: Hex,
  strings: SharedStrings,
): Attribution {
  return {
    ...rest,
    frames: frames.map((frame) => ({
      ...frame,
      caller: strings.share(frame.caller),
      address: strings.share(frame.address),
      codeAddress: strings.share(frame.codeAddress),
      codeHash: strings.share(frame.codeHash),
      input: frame.input === input ? input : strings.share(frame.input),
    })),
    sites: sites.map((site) => ({ ...site, location: strings.share(site.location) })),
    preimages: new Map(
      [...preimages].map(([hash, preimage]) => [strings.share(hash), strings.share(preimage)]),
    ),
  };
}
