/** What is used of a stream; `isTTY` and `columns` are there if it is a terminal. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a line can be drawn over: not in the log of a CI, though it may say that it is a terminal. */
export function isRedrawn({ isTTY }: Output, { CI = "", TERM }: Environment): boolean {
  return isTTY === true && TERM !== "dumb" && ["", "0", "false"].includes(CI);
}

/** Without what would break it into two, as a broken line could not be drawn over. */
export function cutToLine(text: string, output: Output): string {
  return text.slice(0, roomOf(output));
}

/** Room for a line that is drawn over: the last column may break it already. */
export function roomOf(output: Output): number {
  return widthOf(output) - 1;
}

/** Width where it is not known: files and pipes. */
const PLAIN_WIDTH = 80;

/** How wide text may be on an output, and whether it takes colours. */
export function styleOf(
  output: Output,
  environment: Environment,
): { readonly width: number; readonly colors: boolean } {
  return { width: widthOf(output), colors: wantsColors(output, environment) };
}

/** Terminals that do not know how wide they are say that they have no columns. */
function widthOf({ columns = 0 }: Output): number {
  return columns > 0 ? columns : PLAIN_WIDTH;
}

/** FORCE_COLOR beats NO_COLOR (https://no-color.org) beats what the output is, as in Node itself. */
function wantsColors(output: Output, environment: Environment): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return output.isTTY === true && TERM !== "dumb";
}
