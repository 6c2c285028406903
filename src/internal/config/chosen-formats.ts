import { REPORT_FORMATS, type ReportFormat } from "../model/report-format.ts";
import { nearestName } from "../primitives/nearest-name.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/**
 * The formats that `--parallel-evm-report` names, separated by commas; without it, those of the config. Throws PE022
 * on a name that is none.
 */
export function chosenFormats(
  option: string | undefined,
  configured: readonly ReportFormat[],
): readonly ReportFormat[] {
  if (option === undefined) return configured;
  const names = option.split(",").map((name) => name.trim().toLowerCase());
  const named = names.filter((name) => name !== "");
  return [...new Set(named.length > 0 ? named : [""])].map(formatOf);
}

function formatOf(name: string): ReportFormat {
  const format = REPORT_FORMATS.find((one) => one === name);
  if (format !== undefined) return format;
  const nearest = nearestName(name, REPORT_FORMATS);
  throw new ParallelEvmError("PE022", [name, nearest ?? "", REPORT_FORMATS.join(", ")]);
}
