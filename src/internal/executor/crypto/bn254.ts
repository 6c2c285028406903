import { type EVMBN254Interface, NobleBN254, RustBN254 } from "@ethereumjs/evm";

import { Accelerated } from "./accelerated.ts";

/** It takes as long to load as it saves in so many calls. */
const CALLS_UNTIL_LOAD = 12;

export const bn254Library = new Accelerated<EVMBN254Interface>(
  new NobleBN254(),
  loadRustBn254,
  CALLS_UNTIL_LOAD,
);

/** The curve of the precompiles 6 to 8 (EIP-196, EIP-197). */
export const bn254: EVMBN254Interface = {
  add: (input) => bn254Library.current.add(input),
  mul: (input) => bn254Library.current.mul(input),
  pairing: (input) => bn254Library.current.pairing(input),
};

async function loadRustBn254(): Promise<EVMBN254Interface> {
  const { initRustBN } = await import("rustbn-wasm");
  return new RustBN254(await initRustBN());
}
