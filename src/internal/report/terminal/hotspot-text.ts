import type { ReportAccess, ReportHotspot } from "../../model/report.ts";
import { shortContract } from "../short-contract.ts";
import { count, figure, listing, ratio } from "./figures.ts";

const SHOWN_FUNCTIONS = 6;
const SHOWN_LINES = 4;

/** One labelled line of text below a hotspot's title. */
export interface Row {
  readonly label: string;
  readonly text: string;
}

/** `Token.balances[msg.sender]`; `address(this).balance of Vault`; `slot 0x… of 0x…`. */
export function hotspotTitle({ contract, path, variable, address }: ReportHotspot): string {
  const owner = contract === null ? address : shortContract(contract);
  if (variable === null) return `${path.replace(LEADING_ZEROS, "0x")} of ${owner}`;
  return path.startsWith("address(") ? `${path} of ${owner}` : `${owner}.${path}`;
}

/** Of a slot that is written as a whole word. */
const LEADING_ZEROS = /0x0+(?=[0-9a-f])/;

/** What is said of a hotspot. `all` are the hotspots of the report, to point at another one. */
export function hotspotRows(hotspot: ReportHotspot, all: readonly ReportHotspot[]): readonly Row[] {
  const { reason, packed, functions, accesses } = hotspot;
  const lines = touchedLines(accesses);
  return [
    ...row("no name", reason ?? ""),
    ...row("slot", packed.length > 1 ? `shared by ${packed.join(", ")}` : ""),
    ...row("functions", listing(functions, SHOWN_FUNCTIONS)),
    ...row("lines", listing(lines, SHOWN_LINES)),
    ...row("costs", cost(hotspot)),
    ...row("without it", effect(hotspot, all)),
  ];
}

function row(label: string, text: string): readonly Row[] {
  return text === "" ? [] : [{ label, text }];
}

/** `contracts/Token.sol:45`, each line once; further lines of a file by their number only. */
function touchedLines(accesses: readonly ReportAccess[]): readonly string[] {
  const places = new Map<string, string>();
  let previous: string | undefined;
  for (const { file, line } of accesses) {
    if (file === null || line === null || places.has(`${file}:${line}`)) continue;
    places.set(`${file}:${line}`, file === previous ? `${line}` : `${file}:${line}`);
    previous = file;
  }
  return [...places.values()];
}

function cost({ savedGas, conflicts, transactions }: ReportHotspot): string {
  const gas = savedGas === 0 ? [] : [`${figure(savedGas)} gas on the longest of 8 threads`];
  const meetings = `${count(conflicts, "conflict")} of ${count(transactions, "transaction")}`;
  return [...gas, meetings].join(", ");
}

/** What removing it changes; where it changes nothing, what stands in the way. */
function effect(
  { savedGas, aloneGas, speedup, sharedWith }: ReportHotspot,
  all: readonly ReportHotspot[],
): string {
  if (savedGas > 0) return `${ratio(speedup.now)} → ${ratio(speedup.without)} on 8 threads`;
  const other = sharedWith === null ? undefined : all[sharedWith];
  if (aloneGas === 0 || sharedWith === null || other === undefined) {
    return "nothing changes on 8 threads: what waits here is not what takes longest";
  }
  return (
    `nothing changes: the same transactions also meet at hotspot ${sharedWith + 1}, ` +
    `${hotspotTitle(other)}. Were it the only one, it would cost ${figure(aloneGas)} gas.`
  );
}
