import { shortContract } from "./short-contract.ts";

/** A contract as people call it: `Token`, or fully qualified where another one has that name, too. */
export type ContractTitle = (contract: string) => string;

/** Of contracts, fully qualified, that are told of together. */
export function contractTitle(contracts: Iterable<string>): ContractTitle {
  const named = Map.groupBy(new Set(contracts), shortContract);
  return (contract) => {
    const short = shortContract(contract);
    return (named.get(short)?.length ?? 0) > 1 ? contract : short;
  };
}

/** A function as reports name it, `Token.transfer`, with that title of its contract, if that is known. */
export function functionTitle(
  name: string,
  contract: string | null,
  titleOf: ContractTitle,
): string {
  const short = contract === null ? "" : `${shortContract(contract)}.`;
  return contract === null || !name.startsWith(short)
    ? name
    : `${titleOf(contract)}.${name.slice(short.length)}`;
}
