import type { Frame } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { SeenCall } from "../model/report-input.ts";

/** Which contracts called which within a transaction, as far as they are known. Whoever calls a proxy calls what runs for it. */
export function callsIn(
  frames: readonly Frame[],
  contractOf: (frame: Frame) => Pick<ContractInfo, "name"> | undefined,
): SeenCall[] {
  // The frames that are open: each is called by the one before it.
  const open: Frame[] = [];
  return frames.flatMap((frame) => {
    open.length = Math.min(open.length, frame.depth);
    const callers = callersOf(frame, open);
    open.push(frame);
    const of = contractOf(frame);
    if (of === undefined || frame.isCreate) return [];
    return callers.flatMap((caller) => {
      const by = contractOf(caller);
      const selector = frame.input.slice(0, 10);
      return by === undefined ? [] : { by: by.name, of: of.name, selector };
    });
  });
}

/** Who made the call, and of what a proxy handed on who called that. */
function callersOf(frame: Frame, open: readonly Frame[]): readonly Frame[] {
  const last = open.at(-1);
  if (last === undefined) return [];
  const isHandedOn = last.address === frame.address && last.input === frame.input;
  return isHandedOn ? [last, ...callersOf(last, open.slice(0, -1))] : [last];
}
