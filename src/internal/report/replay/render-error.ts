import type { ReplayError } from "../../model/replay.ts";
import { indent, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";

/** What is wrong with a file, and in the last line what to do about it. */
export function renderError({ message }: ReplayError, { width, paint }: Screen): readonly string[] {
  const lines = message.split("\n");
  return lines.flatMap((line, index) => {
    const isHint = index > 0 && index === lines.length - 1;
    return indent(wrap(line, width - 2), 2).map(isHint ? paint.faint : paint.bad);
  });
}
