import { shortContract } from "../model/short-contract.ts";
import { type AstNode, textOf, typeStringOf } from "../model/solidity/ast-node.ts";
import { allIn } from "./code/all-in.ts";
import { argumentsOf, calleeOf } from "./code/call-parts.ts";
import { type ContractCode, sourceText } from "./code/contract-code.ts";
import { telling } from "./evidence.ts";
import { namedUser } from "./named-user.ts";
import type { Diagnosis, Subject } from "./rule.ts";
import { listed } from "./users.ts";

/**
 * Who is `msg.sender` where a hotspot is changed: to a vault that users come to by a router, all of them are that
 * router. Parts by the sender would be one part then.
 */
export interface Callers {
  /** Functions that users call by themselves. */
  readonly direct: readonly string[];
  /** Functions of other contracts, which call this one. */
  readonly byContract: readonly string[];
}

/** Of the transactions that were seen to change it. */
export function callersOf(subject: Pick<Subject, "accumulators" | "code" | "project">): Callers {
  const changing = [...new Set(tellingOf(subject))].sort();
  const byContract = changing.filter((label) => isOfCaller(label, subject));
  return { direct: changing.filter((one) => !byContract.includes(one)), byContract };
}

/** No user calls it by itself. */
export function isOnlyByContracts(
  subject: Pick<Subject, "accumulators" | "code" | "project">,
): boolean {
  const { direct, byContract } = callersOf(subject);
  return direct.length === 0 && byContract.length > 0;
}

/**
 * Takes from a diagnosis what parts by `msg.sender` cannot keep: where contracts call, the sketch has an argument
 * that names the user, if there is one, and nothing is promised. Undefined where no part would be another one.
 */
export function asCalled(subject: Subject, diagnosis: Diagnosis): Diagnosis | undefined {
  const { about, message, edits, refactor, evidence } = diagnosis;
  const isBySender = [refactor, ...(edits ?? []).map(({ text }) => text)].some((text) =>
    text.includes("msg.sender"),
  );
  const { direct, byContract } = callersOf(subject);
  if (!isBySender || byContract.length === 0) return diagnosis;
  const callers = [...new Set(byContract.map((one) => one.replace(/\..*$/, "")))];
  const who = `To ${shortContract(subject.code.info.name)} everybody who calls ${listed(byContract)} is ${listed(callers)}`;
  if (direct.length > 0) {
    return {
      ...diagnosis,
      evidence: [...evidence, `${who}: all of them use one part.`],
    };
  }
  const contracts = subject.project.filter(({ info }) =>
    callers.includes(shortContract(info.name)),
  );
  const named = namedUser(subject, contracts);
  if (named === "nobody") return undefined;
  return {
    ...(about === undefined ? {} : { about }),
    message,
    evidence: [...evidence, `${who}: by msg.sender all of them would use one part.`],
    confidence: "low",
    refactor: [
      named === undefined
        ? `// msg.sender is ${listed(callers)} here: let it pass an argument that names the user.`
        : `// msg.sender is ${listed(callers)} here: parts go by ${listed([...new Set([named.raised, named.lowered])])}, as far as callers name different ones.`,
      ...refactor.split("\n").map((line) => {
        const key = line.includes("-=") ? named?.lowered : named?.raised;
        return line.replaceAll("msg.sender", key ?? "user");
      }),
    ].join("\n"),
  };
}

function tellingOf(subject: Pick<Subject, "accumulators">): string[] {
  return telling(subject).map((one) => one.function);
}

/** The transaction calls another contract, and that one this. */
function isOfCaller(label: string, { code, project }: Pick<Subject, "code" | "project">): boolean {
  const name = label.replace(/\..*$/, "");
  if (name === shortContract(code.info.name)) return false;
  const callers = project.filter(({ info }) => shortContract(info.name) === name);
  return callers.length > 0 && !callers.some(isDelegating);
}

/** It runs code of others, or calls whatever it is told to, as an account of each user's own does. */
function isDelegating({ functions }: ContractCode): boolean {
  return functions.some(({ body, source }) =>
    allIn(body).some(
      (node) =>
        textOf(node, "memberName") === "delegatecall" ||
        isAnyCall(node) ||
        (node.nodeType === "InlineAssembly" && sourceText(source, node).includes("delegatecall")),
    ),
  );
}

/** `target.call(data)`, not `user.call{value: x}("")`. */
function isAnyCall(node: AstNode): boolean {
  const callee = calleeOf(node);
  const isLow = typeStringOf(callee)?.startsWith("function (bytes memory) payable") === true;
  const [data] = argumentsOf(node);
  return isLow && textOf(callee, "memberName") === "call" && data?.nodeType !== "Literal";
}
