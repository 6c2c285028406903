import type { AstNode } from "../../model/solidity/ast-node.ts";
import type { Place } from "../code/code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  sourceText,
} from "../code/contract-code.ts";
import { labelsOf } from "../code/entry-label.ts";
import { ingredientsOf } from "../code/ingredients.ts";
import { isRepeated } from "../code/loops.ts";
import { isOfMany, type Payment, paymentsToMany } from "../code/payments.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isOfCall } from "../code/sent-amounts.ts";
import { areTokensOfSender } from "../code/token-takings.ts";
import { placeNames } from "../describe-places.ts";
import { paymentsToOne } from "../payments-to-one.ts";
import { accruePayments, uncoveredPayers } from "../patches/accrue-payments.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { doing, listed, shortNameOf, usersReach } from "../users.ts";

/** Everybody's call pays all of a list, or one account that is the same for all: it touches the accounts of those. */
export const PUSH_PAYMENTS: Rule = {
  id: "push-payments",
  title: "Each call pays others at once",
  detects:
    "A loop over recipients that are stored or passed, which pays each of them in ETH or tokens, or adds to an entry of each, in what everybody calls; or one payment there of what came with the call, to an account that is the same for all.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Show {
    address payable[] private _band;

    constructor(address payable[] memory band) {
        _band = band;
    }

    function enter() external payable {
        uint256 share = msg.value / _band.length;
        for (uint256 i = 0; i < _band.length; i++) _band[i].transfer(share);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Show {
    address payable[] private _band;
    mapping(address => uint256[16]) private _owed;

    constructor(address payable[] memory band) {
        _band = band;
    }

    function enter() external payable {
        uint256 share = msg.value / _band.length;
        for (uint256 i = 0; i < _band.length; i++) {
            _owed[_band[i]][uint160(msg.sender) % 16] += share;
        }
    }

    function owed(address account) public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _owed[account][i];
    }

    function claim(address payable account) external {
        uint256 amount = owed(account);
        delete _owed[account];
        (bool success, ) = account.call{value: amount}("");
        require(success, "payment failed");
    }
}
`,
  refactor:
    "Note what each recipient is owed, in parts by the payer, and let it be claimed; or note once what came in, and reckon the shares when they are claimed. One account that all pay takes it by several, of which each caller pays one.",
  price:
    "Recipients must claim, or have somebody do it for them, and are paid later. The entries are storage that all payers add to, where ETH credits meet nobody on many engines: they must be split by the payer, and a claim reads all parts. A payment fails where the contract has not enough, an entry does not: what is noted has to have come in with the call, or be taken from an entry beside it, and nothing else may pay it away. On engines that count each change of a balance, payers still meet at the balance of the contract itself. One account that is paid by way of several has to empty them.",
  confidence: {
    high: "The entries are of the contract itself, and calls with other values in them only added; or before each payment it is looked at what the payer holds.",
    medium:
      "Those who are paid are accounts, or holders of a token: where they meet hangs on the engine, and on what the code of recipients does.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://docs.soliditylang.org/en/latest/common-patterns.html#withdrawal-from-contracts",
  ],
  check: (subject) => {
    const { hotspot, variable } = subject;
    if (hotspot.class === "balance") return inEther(subject) ?? paymentsToOne(subject);
    if (hotspot.class !== "storage" || variable === undefined) return undefined;
    if (!variable.type.startsWith("mapping(address")) return undefined;
    return byCredit(subject) ?? inTokens(subject);
  },
};

/** The balances of those who are paid; or the payer's own, if it looks at it before it pays. */
function inEther(subject: Subject): Diagnosis | undefined {
  const { hotspot, code } = subject;
  const isOwn = hotspot.contract === code.info.name;
  const payments = paymentsToMany(code).filter(({ kind }) =>
    isOwn ? kind === "library" : kind !== "token",
  );
  if (isOwn && !hotspot.accesses.some((one) => one.function === "Address.sendValue"))
    return undefined;
  const callers = ownCallers(
    subject,
    payments.map(({ place }) => place),
  );
  if (callers.length === 0) return undefined;
  const uncovered = uncoveredPayers(code, subject.project, payments);
  const areCovered = uncovered.length === 0;
  // Of what the contract holds, each call would have to ask whether it is not owed to others: they meet there.
  if (!areCovered && !payments.every((one) => isByPayer(code, one))) return undefined;
  const edits = accruePayments(subject, payments);
  const name = shortNameOf(code);
  return {
    message: `${doing(callers, "pays", "pay")} ETH to many in a loop.`,
    evidence: [
      isOwn
        ? `Before each payment it is looked at what ${name} holds, which all others change.`
        : "They meet at the balances of those who are paid: on engines that take each credit for a change, and wherever the recipient's code looks at something.",
      placesOf(payments.map(({ place }) => place)),
    ],
    confidence: isOwn ? "high" : "medium",
    refactor:
      edits === undefined
        ? sketchOfDebts(subject, payments, uncovered)
        : "Note what each recipient is owed, in parts by the payer, and let it be claimed.",
    ...(edits === undefined ? {} : { edits }),
    remedy: isOwn ? { kind: "shard", shards: subject.shards } : { kind: "hold" },
  };
}

/** What comes in with the call may be what is paid. */
function isByPayer(code: ContractCode, { place, amount }: Payment): boolean {
  return amount !== undefined && isOfCall(code, amount, place.function);
}

/** `uncovered`: functions that may pay what is not theirs, those that pay in the loop too. */
function sketchOfDebts(
  { code, shards }: Subject,
  payments: readonly Payment[],
  uncovered: readonly CodeFunction[],
): string {
  const paying = new Set(payments.flatMap(({ place }) => changingEntriesTo(code, place.function)));
  const others = labelsOf(
    code,
    uncovered.filter((one) => isEntry(one) && !paying.has(one)),
  );
  return [
    `mapping(address => uint256[${shards}]) private _owed; // in parts, by the payer`,
    ...payments.map((one) => noteOf(one, shards)),
    ...(uncovered.some((one) => paying.has(one))
      ? [
          "// A payment fails where there is not enough, an entry does not, and would be paid by what others are owed:",
          "// add up what a call notes, and require(sum <= msg.value), or take it from an entry in the same call.",
        ]
      : []),
    "// claim(recipient) pays the sum of the parts; nothing else may give it away: no address(this).balance in a",
    "// withdrawal, and no function that pays an amount of somebody's choice.",
    ...(others.length === 0
      ? []
      : [
          `// ${listed(others)} may: ${others.length === 1 ? "it has" : "they have"} to leave what is owed, or to go.`,
        ]),
  ].join("\n");
}

/** In the contract's own names, where they are short. */
function noteOf({ place, recipient, amount }: Payment, shards: number): string {
  const { source } = place.function;
  const [to = "", sum = ""] = [recipient, amount].map((one) => one && sourceText(source, one));
  const isShort = to.length + sum.length <= 60 && !/\n|\/[/*]/.test(to + sum);
  const [account, much] = isShort
    ? [to.replace(/^payable\((.*)\)$/s, "$1"), sum]
    : ["recipient", "amount"];
  return `_owed[${account}][uint160(msg.sender) % ${shards}] += ${much}; // in place of the payment`;
}

/** `commission[agents[i]] += share` */
function byCredit(subject: Subject): Diagnosis | undefined {
  const { code, uses, accumulators, variable, hotspot } = subject;
  const credits = uses.filter((use) => {
    if (use.kind !== "add") return false;
    const keys = use.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
    const place = { function: use.function, node: use.operation };
    return isRepeated(code, place) && keys.some((key) => isStored(code, use.function, key));
  });
  const callers = [...new Set(credits.flatMap((use) => usersReach(subject, use.function)))].sort();
  if (callers.length === 0 || variable === undefined) return undefined;
  if (!accumulators.some(({ verdict }) => verdict === "commutative")) return undefined;
  return {
    message: `${doing(callers, "adds", "add")} to the entries of ${variable.name} of all recipients in a loop, so that all who call ${callers.length > 1 ? "them" : "it"} meet there.`,
    evidence: [
      `They meet at ${hotspot.locations} ${hotspot.locations === 1 ? "entry" : "entries"} of it, and only add: with other values in it, the calls did the same.`,
    ],
    confidence: "high",
    refactor: `Note once a call what is to be divided, in parts by the caller, and reckon the shares when they are claimed:\nuint256[${subject.shards}] private _collected;\n_collected[uint160(msg.sender) % ${subject.shards}] += amount; // in place of the loop\n// a claim of one recipient: its share of the sum, less what it has had`,
    remedy: { kind: "shard", shards: subject.shards },
  };
}

function isStored(code: ContractCode, inside: CodeFunction, key: AstNode): boolean {
  const made = ingredientsOf(code, key, inside);
  return isOfMany(made.filter(({ kind }) => kind !== "argument"));
}

/** Balances of a token, of which another contract pays many. */
function inTokens(subject: Subject): Diagnosis | undefined {
  const { hotspot, project, code, notForUsers, variable } = subject;
  for (const payer of project) {
    if (payer.info.name === code.info.name) continue;
    const payments = paymentsToMany(payer).filter(({ kind }) => kind === "token");
    // Of what the payer holds, an entry would not see that it is owed to others.
    if (payments.length === 0 || !areTokensOfSender(payer, payments)) continue;
    const places = payments.map(({ place }) => place);
    const callers = ownCallers({ hotspot, code: payer, notForUsers }, places);
    if (callers.length === 0) continue;
    return {
      message: `${doing(callers, "pays", "pay")} tokens of ${shortNameOf(code)} to many in a loop, and ${callers.length > 1 ? "meet" : "meets"} others at each entry of ${variable?.name ?? ""}.`,
      evidence: [placesOf(places)],
      confidence: "medium",
      refactor: `// in ${shortNameOf(payer)}, in place of the loop of payments\nmapping(address => uint256[${subject.shards}]) private _owed; // in parts, by the payer\n_owed[recipient][uint160(msg.sender) % ${subject.shards}] += amount;\n// the call takes all that it notes from msg.sender, at once: safeTransferFrom(msg.sender, address(this), sum)\n// claim(recipient) transfers the sum of the parts, once; nothing else may give it away`,
      remedy: { kind: "remove" },
    };
  }
  return undefined;
}

function ownCallers(
  subject: Parameters<typeof usersReach>[0],
  places: readonly Place[],
): readonly string[] {
  const callers = places.flatMap((place) => usersReach(subject, place.function));
  const own = callers.filter((title) => title.startsWith(`${shortNameOf(subject.code)}.`));
  return [...new Set(own)].sort();
}

function placesOf(places: readonly Place[]): string {
  return `It pays in ${placeNames(places).join(", ")}.`;
}
