import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

/** A contract that tells the domain of its signatures (ERC-5267), as OpenZeppelin's EIP712 does. */
interface Eip712Contract {
  eip712Domain(): Promise<{
    readonly name: string;
    readonly version: string;
    readonly chainId: bigint;
    readonly verifyingContract: string;
  }>;
}

/** Signs a struct for a contract. `fields`: name and type of each, as `owner address`. */
export async function signFor(
  contract: Eip712Contract,
  signer: HardhatEthersSigner,
  struct: string,
  fields: readonly string[],
  values: Record<string, unknown>,
): Promise<string> {
  const { name, version, chainId, verifyingContract } = await contract.eip712Domain();
  const members = fields.map((field) => {
    const [name = "", type = ""] = field.split(" ");
    return { name, type };
  });
  const domain = { name, version, chainId, verifyingContract };
  return signer.signTypedData(domain, { [struct]: members }, values);
}
