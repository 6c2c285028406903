/** `Token` of Hardhat's `contracts/Token.sol:Token`: as functions and places are named in reports. */
export function shortName(contract: string): string {
  return contract.slice(contract.lastIndexOf(":") + 1);
}
