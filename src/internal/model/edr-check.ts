/**
 * What Hardhat's own network says of transactions that it never mined for the user.
 * - `matched`: it mines them in one block with the outcomes that the executor found.
 * - `differs`: it does not; `difference` is the first one.
 * - `unchecked`: it could not be asked; `reason` says why.
 */
export type EdrCheck =
  | { readonly kind: "matched" }
  | { readonly kind: "differs"; readonly difference: string }
  | { readonly kind: "unchecked"; readonly reason: string };
