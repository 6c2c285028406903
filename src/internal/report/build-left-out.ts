import type { ReportLeftOut } from "../model/report-crowds.ts";
import type { CrowdsInput, ExperimentsInput, NamedFunction } from "../model/report-input.ts";
import { functionName } from "./function-name.ts";

/** What is not known of which functions; where experiments failed, no order of what crowds were made of. */
export function buildLeftOut(
  { leftOut, pairsWithoutTime, calls }: CrowdsInput,
  experiments: ExperimentsInput | undefined,
): readonly ReportLeftOut[] {
  const orders = experiments?.ordersLeftOut ?? ordersWithin(calls);
  const found = new Map<string, ReportLeftOut>();
  const add = (what: ReportLeftOut["what"], functions: readonly NamedFunction[]) => {
    const of = [...functions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    found.set([what, ...of.map(keyOf)].join(" "), { what, of });
  };
  for (const one of leftOut) add("crowd", [one]);
  for (const two of pairsWithoutTime) add("pair", two);
  for (const two of orders) add("order", two);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function keyOf({ contract, function: name }: NamedFunction): string {
  return `${name} ${contract ?? ""}`;
}

function ordersWithin(calls: CrowdsInput["calls"]): readonly (readonly NamedFunction[])[] {
  const functions = calls.map(({ call, name }) => ({
    contract: name.contract ?? null,
    function: functionName(name, call.transaction.fields),
  }));
  return functions.flatMap((a, index) =>
    functions
      .slice(index)
      .flatMap((b) => (a.contract === null || a.contract !== b.contract ? [] : [[a, b]])),
  );
}
