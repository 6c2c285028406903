import { type AstNode, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "../code/all-in.ts";
import { ingredientsOf } from "../code/ingredients.ts";
import {
  type BalanceLook,
  balanceLook,
  boundOf,
  otherPayers,
  payersOut,
} from "../code/balance-looks.ts";
import { isOwnBalance, looksAtBalance } from "../code/looks-at-balance.ts";
import { freeName } from "../code/names.ts";
import { paymentsIn } from "../code/payments.ts";
import { type ContractCode, isEntry, sourceText } from "../code/contract-code.ts";
import { isOtherPhase } from "../code/phases.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { CodeIndex, type Place } from "../code/code-index.ts";
import { placeNames } from "../describe-places.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
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
    "A book costs a write for each payment, for which a contract that pays by transfer does not give the gas, does not see ETH that comes without a call of it, and must be kept right. A bound that is split in parts is reached in one part earlier than in another. What must be a share of all there is at that time, or hangs on it in another way, has no such refactor: fix the sum at a time (a round, an epoch) instead, which is another contract. Engines that count each change of a balance conflict at it all the same.",
  confidence: {
    high: "The code shows what is made of what is seen: a share or a goal, an amount that has to suffice, an event, or a bound of which it says how much it is.",
    medium:
      "It is compared with a bound of which the code does not say how much it is, or of which something else than these calls changes what is left.",
  },
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
    const looks = places.map((one) => ({ ...one, look: balanceLook(code, one.place) }));
    const all = looks.filter(({ look }) => look.kind === "all");
    // What comes of all that was paid is told first: with it the others are not worth while.
    const told = all.length > 0 ? all : looks;
    const callers = [...new Set(told.flatMap((one) => one.callers))].sort();
    const name = shortNameOf(code);
    return {
      message: `${doing(callers, "looks", "look")} at the ETH that ${name} holds, which ${doing(hotspot.functions, "changes", "change")}.`,
      evidence: evidenceOf(
        subject,
        told.map(({ place }) => place),
      ),
      ...(all.length > 0
        ? ofAll(callers)
        : withoutLooking(
            subject,
            looks.map(({ look }) => look),
          )),
    };
  },
};

type Advised = Pick<Diagnosis, "confidence" | "refactor" | "remedy" | "isInherent">;

/** A share of it, a goal, an answer: with any book it hangs on all that was paid. */
function ofAll(callers: readonly string[]): Advised {
  return {
    isInherent: true,
    confidence: "high",
    refactor: `Leave it as it is where what comes of it has to be of all that there is at that time. If it must take more: fix the sum at a time (a round, an epoch) in a call of its own, and let ${listed(callers)} work with that; what comes in later counts for the next one.`,
  };
}

function withoutLooking(subject: Subject, looks: readonly BalanceLook[]): Advised {
  const { code } = subject;
  const bounds = looks.flatMap((look) => (look.kind === "bound" ? [look] : []));
  const [bound, ...others] = bounds;
  const lines = looks.flatMap((look) => linesWithout(look));
  if (bound === undefined) {
    return { confidence: "high", refactor: lines.join("\n"), remedy: { kind: "remove" } };
  }
  const text = sourceText(bound.bound.function.source, bound.bound.node);
  const unseen = otherPayers(
    code,
    bounds.map(({ place }) => place),
  );
  const paying = payersOut(code).map((name) => `${shortNameOf(code)}.${name}`);
  const taking = paying.filter((label) => !subject.notForUsers.has(label));
  const against = [
    ...unseen.map((one) => `what comes in by ${one} counts, too`),
    ...taking.map((one) => `${one} makes room by what it pays`),
    ...(others.some((one) => sourceText(one.bound.function.source, one.bound.node) !== text)
      ? ["there are several bounds"]
      : []),
  ];
  if (against.length > 0) {
    return {
      confidence: "medium",
      refactor: `Leave the bound (${text}) as it is, unless it may be one of what single calls bring, in parts by the caller: now ${listed(against)}.`,
    };
  }
  return {
    confidence: boundOf(code, bound.bound) === undefined ? "medium" : "high",
    refactor: [...sketchOfBound(subject, text, paying), ...lines].join("\n"),
    remedy: { kind: "shard", shards: subject.shards },
  };
}

function sketchOfBound(
  { code, shards }: Subject,
  bound: string,
  emptying: readonly string[],
): readonly string[] {
  const received = freeName("_received", [code]);
  const own = `${received}[uint160(msg.sender) % ${shards}]`;
  return [
    `uint256[${shards}] private ${received}; // in parts, by the caller, in place of address(this).balance`,
    `${own} += msg.value;`,
    `require(${own} <= (${bound}) / ${shards});`,
    `// Only where ${bound} is ${shards} times as much as a call brings, or more; what the division leaves over nobody can bring.`,
    ...(emptying.length === 0
      ? []
      : [
          `// Where ${listed(emptying)} ${emptying.length === 1 ? "pays" : "pay"} out: delete ${received}, or lower the parts by as much.`,
        ]),
  ];
}

function linesWithout(look: BalanceLook): readonly string[] {
  switch (look.kind) {
    case "enough": {
      const { node, function: inside } = look.condition;
      const text = sourceText(inside.source, node);
      return node.id === look.place.node.id
        ? [
            "Pay without the library's look at the balance, which only says earlier that there is not enough:",
            '(bool success, ) = recipient.call{value: amount}("");',
            `if (!success) revert PaymentFailed(); // in place of ${text}`,
          ]
        : [
            `Do without ${text}, which only says earlier that there is not enough: the payment fails by itself then, where it is asked whether it succeeded.`,
          ];
    }
    case "told":
      return [
        "Leave it out of the event, whose signature changes: who wants the sum adds up what events tell of payments.",
      ];
    case "bound":
    case "all":
      return [];
  }
}

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

function evidenceOf({ hotspot }: Subject, places: readonly Place[]): string[] {
  const read = hotspot.accesses.filter(({ kind }) => kind === "read").map((one) => one.function);
  const by = [...new Set(read)].flatMap((name) => name ?? []);
  return [
    `It looks at it in ${placeNames(places).join(", ")}.`,
    ...(by.length === 0 ? [] : [`When the calls ran, ${listed(by)} read it.`]),
  ];
}
