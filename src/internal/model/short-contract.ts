/** `Token` of the fully qualified `contracts/Token.sol:Token`. */
export function shortContract(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}
