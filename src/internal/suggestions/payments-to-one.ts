import { type ContractCode, sourceText, type StateVariable } from "./code/contract-code.ts";
import { ingredientsOf } from "./code/ingredients.ts";
import { isRepeated } from "./code/loops.ts";
import { freeName } from "./code/names.ts";
import { type Payment, paymentsIn } from "./code/payments.ts";
import { isOfCall } from "./code/sent-amounts.ts";
import { placeNames } from "./describe-places.ts";
import { partsOf } from "./patches/shard-sketch.ts";
import type { Diagnosis, Subject } from "./rule.ts";
import { doing, shortNameOf, usersReach } from "./users.ts";

/**
 * What calls bring goes on to one stored account at once, as to a treasury. Where an engine adds up what an account is
 * paid, nobody meets there; where each credit is a change, all do. To note it and have it claimed would not help
 * those: what calls bring stays with the contract then, and they meet at its balance.
 */
export function paymentsToOne(subject: Subject): Diagnosis | undefined {
  const { hotspot, code, project, shards } = subject;
  if (hotspot.class !== "balance" || hotspot.contract === code.info.name) return undefined;
  if (hotspot.profiles.some((one) => one.profile !== "key-based" && one.conflicts > 0)) {
    return undefined;
  }
  const paying = paymentsIn(code).filter(
    (one) => one.kind !== "token" && callersOf(subject, one).length > 0 && !isToSender(code, one),
  );
  const paid = paying.map((payment) => ({ payment, account: storedAccount(code, payment) }));
  const [first] = paid;
  // Where they pay somebody else, too, they may meet at that one's balance.
  if (first?.account === undefined || paid.some(({ account }) => account !== first.account)) {
    return undefined;
  }
  const isOnce = paying.every(
    ({ place, amount }) =>
      amount !== undefined && !isRepeated(code, place) && isOfCall(code, amount, place.function),
  );
  if (!isOnce) return undefined;
  const callers = [...new Set(paying.flatMap((one) => callersOf(subject, one)))].sort();
  const { name } = first.account;
  const parts = freeName(partsOf(name, "Accounts"), project);
  return {
    message: `${doing(callers, "pays", "pay")} what a call brings to ${name} at once, one account for all.`,
    evidence: [
      `They meet at the balance of ${name}, on engines that take each credit for a change; where credits are added up, nobody does.`,
      `It pays in ${placeNames(paying.map(({ place }) => place)).join(", ")}.`,
    ],
    confidence: "medium",
    refactor: [
      `address payable[${shards}] private ${parts}; // in place of ${name}: accounts that it empties, as contracts that send on to it all they have`,
      ...new Set(
        paying.map((one) => `${inParts(one, `${parts}[uint160(msg.sender) % ${shards}]`)};`),
      ),
      `// To keep it in ${shortNameOf(code)} until ${name} takes it gains nothing on such an engine: calls meet at the balance of ${shortNameOf(code)} then.`,
    ].join("\n"),
    remedy: { kind: "shard", shards },
  };
}

function isToSender(code: ContractCode, { recipient, place }: Payment): boolean {
  return ingredientsOf(code, recipient, place.function).some(({ kind }) => kind === "sender");
}

/** Who is paid is stored, or a constant, and the same for all. */
function storedAccount(
  code: ContractCode,
  { recipient, place }: Payment,
): StateVariable | undefined {
  const [made, ...others] = ingredientsOf(code, recipient, place.function);
  const isOne = made?.kind === "state" && others.length === 0;
  return isOne && /^(address( payable)?|contract \S+)$/.test(made.variable.type)
    ? made.variable
    : undefined;
}

/** `wallet.call{value: x}("")`, to somebody else. */
function inParts({ place: { node, function: inside }, recipient }: Payment, to: string): string {
  const text = sourceText(inside.source, node).replaceAll(/\s+/g, " ");
  const name = sourceText(inside.source, recipient).replaceAll(/\s+/g, " ");
  return text.replace(name, () => to);
}

function callersOf(subject: Subject, { place }: Payment): readonly string[] {
  const own = `${shortNameOf(subject.code)}.`;
  return usersReach(subject, place.function).filter((title) => title.startsWith(own));
}
