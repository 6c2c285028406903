import { type AstNode, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "../code/all-in.ts";
import { ingredientsOf } from "../code/ingredients.ts";
import { isOwnBalance, looksAtBalance } from "../code/looks-at-balance.ts";
import { paymentsIn } from "../code/payments.ts";
import { type ContractCode, isEntry, sourceText } from "../code/contract-code.ts";
import { isOtherPhase } from "../code/phases.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { CodeIndex, type Place } from "../code/code-index.ts";
import { placeNames } from "../describe-places.ts";
import type { Rule, Subject } from "../rule.ts";
import { suppliesIn } from "../supplies.ts";
import { doing, listed, shortNameOf, usersReach } from "../users.ts";

/** Payments to a contract are sums that meet nobody, until a call looks at what they come to. */
export const ETH_BALANCE: Rule = {
  id: "eth-balance",
  title: "Calls look at the contract's ETH while others pay in",
  detects:
    "The contract's own balance is read in what everybody calls, while calls of others pay in, and not by what comes when they are over, as by a deadline.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Drive {
    uint256 public constant LIMIT = 100 ether;
    mapping(address giver => uint256) public givenBy;

    function give() external payable {
        require(address(this).balance <= LIMIT, "full");
        givenBy[msg.sender] += msg.value;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Drive {
    uint256 public constant LIMIT = 100 ether;
    mapping(address giver => uint256) public givenBy;
    uint256[16] private _given;

    function give() external payable {
        uint256 part = uint160(msg.sender) % 16;
        require((_given[part] += msg.value) <= LIMIT / 16, "full");
        givenBy[msg.sender] += msg.value;
    }
}
`,
  refactor:
    "Do not look at the balance in what users call: work with msg.value and with a book of the contract's own, by user, or in parts by the caller. Look at it where only one account calls, as at a withdrawal.",
  price:
    "A book costs a write for each payment, does not see ETH that comes without a call of it, and must be kept right. A bound that is split in parts is reached in one part earlier than in another. What must be a share of all there is at that time has no such refactor: fix the sum at a time (a round, an epoch) instead. Engines that count each change of a balance conflict at it all the same.",
  sources: [
    "https://eips.ethereum.org/EIPS/eip-7928",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/risechain/pevm",
  ],
  check: (subject) => {
    const { hotspot, code, engine } = subject;
    if (hotspot.class !== "balance" || hotspot.contract !== code.info.name) return undefined;
    // Where it counts on such engines only, as each payment does, nobody looks.
    const looking = hotspot.profiles.find(({ profile }) => profile === "block-stm");
    if (engine !== undefined || looking === undefined || looking.conflicts === 0) return undefined;
    // What a share costs hangs on all that was paid in: with a book of its own as well.
    const pricing = new Set(
      suppliesIn(subject).flatMap((one) => (one.code === code ? one.calls : [])),
    );
    const places = looksAtBalance(code).flatMap((place) => {
      if (isAfterPayments(code, place) || isPaidOut(code, place)) return [];
      const callers = usersReach(subject, place.function).filter((one) => !pricing.has(one));
      return callers.length === 0 ? [] : [{ place, callers }];
    });
    if (places.length === 0 || !isPaidIn(subject)) return undefined;
    const callers = [...new Set(places.flatMap((one) => one.callers))].sort();
    const name = shortNameOf(code);
    return {
      message: `${doing(callers, "looks", "look")} at the ETH that ${name} holds, which ${doing(hotspot.functions, "changes", "change")}.`,
      evidence: evidenceOf(
        subject,
        places.map(({ place }) => place),
      ),
      confidence: "high",
      refactor: sketch(
        subject,
        callers,
        places.map(({ place }) => place),
      ),
      remedy: { kind: "remove" },
    };
  },
};

/**
 * All there is goes to one account, the same whoever calls, and nothing else is made of it: who empties the contract
 * waits for those who pay in with any book, and needs no other.
 */
function isPaidOut(code: ContractCode, place: Place): boolean {
  const { node, function: inside } = place;
  if (!isOwnBalance(node)) return false;
  const entries = changingEntriesTo(code, inside);
  if (entries.some((one) => textOf(one.node, "stateMutability") === "payable")) return false;
  const index = CodeIndex.of(code);
  const payments = paymentsIn(code).filter(
    (one) =>
      one.place.function === inside &&
      ingredientsOf(code, one.recipient, inside).every(
        (made) => made.kind === "state" && /^address\b/.test(made.variable.type),
      ),
  );
  const isGiven = (value: AstNode) => payments.some(({ amount }) => amount?.id === value.id);
  if (isGiven(node)) return true;
  const statement = index.parentOf(node);
  const [local, ...others] = nodesIn(statement?.fields.declarations);
  if (statement?.nodeType !== "VariableDeclarationStatement" || others.length > 0) return false;
  const names = allIn(inside.body).filter(
    (one) => one.nodeType === "Identifier" && numberOf(one, "referencedDeclaration") === local?.id,
  );
  return (
    names.some(isGiven) &&
    names.every(
      (one) => isGiven(one) || index.around(one).some((at) => at.nodeType === "EmitStatement"),
    )
  );
}

/** Who looks comes when nobody pays in any more: at what was collected until a deadline. */
function isAfterPayments(code: ContractCode, { function: inside }: Place): boolean {
  const payers = code.functions.filter(
    (one) => isEntry(one) && textOf(one.node, "stateMutability") === "payable",
  );
  const lookers = changingEntriesTo(code, inside);
  if (payers.length === 0 || lookers.length === 0) return false;
  return lookers.every((one) => !payers.includes(one) && isOtherPhase(code, one, payers));
}

/** One who looks and pays out meets nobody but those who are paid; of others' functions it is not known. */
function isPaidIn({ hotspot, code, notForUsers }: Subject): boolean {
  const own = `${shortNameOf(code)}.`;
  return hotspot.functions.some((name) => {
    if (notForUsers.has(name)) return false;
    if (!name.startsWith(own)) return true;
    return textOf(code.entry(name.slice(own.length))?.node, "stateMutability") === "payable";
  });
}

function sketch(
  { code, shards }: Subject,
  callers: readonly string[],
  places: readonly Place[],
): string {
  const name = shortNameOf(code);
  // A library that looks before it pays.
  const isOfLibraries = places.every(({ node }) => node.nodeType === "FunctionCall");
  if (isOfLibraries) {
    const calls = places.map(({ function: { source }, node }) => sourceText(source, node));
    return `Pay without the library's look at the balance, which only says earlier that there is not enough:\n(bool success, ) = recipient.call{value: amount}("");\nif (!success) revert PaymentFailed(); // in place of ${listed([...new Set(calls)])}`;
  }
  return `Let ${listed(callers)} do without address(this).balance: keep a book of what ${name} takes and gives, and look at it where only one account calls.\nuint256[${shards}] private _received; // in parts, by the caller\n_received[uint160(msg.sender) % ${shards}] += msg.value;\n// a bound or a share: of the caller's part, or of a sum that is fixed at the end of a round`;
}

function evidenceOf({ hotspot }: Subject, places: readonly Place[]): string[] {
  const read = hotspot.accesses.filter(({ kind }) => kind === "read").map((one) => one.function);
  const by = [...new Set(read)].flatMap((name) => name ?? []);
  return [
    `It looks at it in ${placeNames(places).join(", ")}.`,
    ...(by.length === 0 ? [] : [`When the calls ran, ${listed(by)} read it.`]),
  ];
}
