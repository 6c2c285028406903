import { creationsFrom } from "../code/creations.ts";
import type { ContractCode } from "../code/contract-code.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { usersFunctions } from "../evidence.ts";
import type { Rule } from "../rule.ts";
import { shortContract } from "../../model/short-contract.ts";

/** Everybody's contracts are created by one contract, whose nonce counts them. */
export const FACTORY_NONCE: Rule = {
  id: "factory-nonce",
  title: "One factory for all contracts",
  detects:
    "A contract's own nonce, at which calls of different users meet, and code that creates contracts in them: new, create, create2, a library that does so.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Wallet {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }
}

contract Factory {
    mapping(address owner => Wallet) public walletOf;

    function create() external {
        walletOf[msg.sender] = new Wallet(msg.sender);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Wallet {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }
}

/// Creates for the factory, with a nonce of its own.
contract Creator {
    address private immutable _factory = msg.sender;

    function create(address owner) external returns (Wallet) {
        require(msg.sender == _factory, "not the factory");
        return new Wallet(owner);
    }
}

contract Factory {
    Creator[16] private _creators;
    mapping(address owner => Wallet) public walletOf;

    constructor() {
        for (uint256 i = 0; i < 16; i++) _creators[i] = new Creator();
    }

    function create() external {
        walletOf[msg.sender] = _creators[uint160(msg.sender) % 16].create(msg.sender);
    }
}
`,
  refactor:
    "Create by several contracts, chosen by the caller's address; or have users create their contracts themselves, by a transaction without recipient, and only register them; or create when a contract is first needed, and until then work with the address that create2 will give it.",
  price:
    "Another call for each creation. The address of what is created, and msg.sender in its constructor, are those of the creator and not of the factory: who computes addresses beforehand, or checks where a contract comes from, has to know all creators. What is created and lets only its creator call it, as an initialize that asks for the factory, fails when the factory calls: the creator has to make that call, or hand the factory's address on. Who registers contracts of others has to check their code.",
  confidence: {
    high: "Always: calls of different users met at the nonce of a contract whose code creates others.",
  },
  sources: [
    "https://eips.ethereum.org/EIPS/eip-161",
    "https://eips.ethereum.org/EIPS/eip-1014",
    "https://eips.ethereum.org/EIPS/eip-7928",
  ],
  check: (subject) => {
    const { hotspot, code, shards } = subject;
    if (hotspot.class !== "nonce") return undefined;
    // What the constructor creates counts once, and nobody calls it.
    const functions = usersFunctions(subject).filter((name) => !name.endsWith(".constructor"));
    const creators = creatorsIn(code);
    const [first] = creators;
    if (functions.length === 0 || first === undefined) return undefined;
    const contract = shortContract(code.info.name);
    const creating = functions.filter((name) => creators.some((one) => one.name === name));
    // Through other contracts, all of its functions may have been called.
    const own = functions.filter((name) => name.startsWith(`${contract}.`));
    if (own.length > 0 && creating.length === 0) return undefined;
    const { how } = creators.find((one) => creating.includes(one.name)) ?? first;
    const call = how.startsWith("new ") ? `${how}(…)` : how;
    return {
      message: `Everybody who calls ${functions.join(", ")} creates a contract, by ${how}, and that adds one to the nonce of ${contract}: for create2 and clones as well, though their address does not depend on it.`,
      evidence: [
        `Calls of different users meet at ${hotspot.path} of ${contract}.`,
        ...creators
          .filter((one) => creating.includes(one.name))
          .map((one) => `${one.name} comes to ${one.how}.`),
      ],
      confidence: "high",
      refactor: [
        `Create by ${shards} contracts, each with a nonce of its own:`,
        `Creator[${shards}] private _creators; // made in the constructor; each does ${call} for ${contract} alone`,
        `_creators[uint160(msg.sender) % ${shards}].create(…)`,
      ].join("\n"),
      remedy: { kind: "shard", shards },
    };
  },
};

/** Functions that change the state and create contracts, `Factory.create`, and the first way in which they do. */
function creatorsIn(code: ContractCode): { name: string; how: string }[] {
  const contract = shortContract(code.info.name);
  return code.functions.flatMap((entry) => {
    if (!changingEntriesTo(code, entry).includes(entry)) return [];
    const [creation] = creationsFrom(code, entry);
    if (creation === undefined) return [];
    const { text, inside } = creation;
    const isLibrary = !code.functions.includes(inside);
    const how = isLibrary ? `${inside.contract}.${inside.name}` : text;
    return [{ name: `${contract}.${entry.name}`, how }];
  });
}
