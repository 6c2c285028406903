/** A function as reports name it: `Token.transfer` for `transfer` of `contracts/Token.sol:Token`. */
export function functionIn(contract: string, name: string): string {
  return `${contract.split(":").at(-1) ?? contract}.${name}`;
}
