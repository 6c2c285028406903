import type { ReportAccumulator } from "../model/report.ts";
import { childOf, textOf } from "../model/solidity/ast-node.ts";
import { calleeOf } from "./code/call-parts.ts";
import { isSum, otherUsesOf } from "./code/scalar.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";
import { storedNumber } from "./stored-number.ts";

/**
 * What experiments say, with SafeMath for what it is: it fails by `require` where the compiler's own checks
 * fail since 0.8, so that whether there is enough is a bound there, too, and nothing that the contract decides.
 */
export function withSafeMathBounds(
  subject: Pick<Subject, "hotspot" | "variable" | "uses" | "code" | "accumulators">,
): readonly ReportAccumulator[] {
  const { accumulators } = subject;
  const number = accumulators.some(isRefused) ? storedNumber(subject) : undefined;
  if (number === undefined) return accumulators;
  const others = otherUsesOf(number.uses).filter((use) => !use.function.isView);
  const lowering = number.uses.filter(({ kind }) => kind === "subtract");
  const isOnlySafe = lowering.length > 0 && lowering.every(isSafe) && number.uses.some(isSum);
  if (!isOnlySafe || others.length > 0) return accumulators;
  return accumulators.map((one) =>
    isRefused(one)
      ? {
          ...one,
          verdict: "commutative",
          into: [],
          places: [],
          bounds: [{ kind: "enough must be there", delta: one.own ?? "" }],
        }
      : one,
  );
}

function isRefused({ verdict, into, own }: ReportAccumulator): boolean {
  return verdict === "flows" && into.join() === "status" && own?.startsWith("-") === true;
}

/** `x = x.sub(v)` */
function isSafe({ operation }: Use): boolean {
  const call = childOf(operation, "rightHandSide");
  return call !== undefined && textOf(calleeOf(call), "memberName") === "sub";
}
