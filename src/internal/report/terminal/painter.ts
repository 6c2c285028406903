import { styleText } from "node:util";

type Paint = (text: string) => string;

/** Colours, or none: the same calls either way. */
export interface Painter {
  readonly heading: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly bad: Paint;
}

type Format = Parameters<typeof styleText>[0];

export function createPainter(colors: boolean): Painter {
  const paint = (format: Format): Paint => {
    // The caller knows whether the output takes colours; styleText would ask stdout.
    return (text) =>
      colors && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  };
  return {
    heading: paint(["bold", "cyan"]),
    strong: paint("bold"),
    faint: paint("dim"),
    good: paint("green"),
    warning: paint("yellow"),
    bad: paint("red"),
  };
}
