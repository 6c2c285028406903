import path from "node:path";

import type { KeyedProof, ProofsFile } from "../model/proof.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import { type Environment, type Output, styleOf } from "./output.ts";
import { shownPath } from "./shown-path.ts";
import { StageLine } from "./stage-line.ts";
import { renderNothingToProve, renderProof } from "./terminal/render-proof.ts";
import { createScreen } from "./terminal/screen.ts";
import { renderJson } from "./render-json.ts";
import { writeWholeFile } from "./write-whole-file.ts";

export interface ProofDeliveryOptions {
  /** For the proofs, absolute. */
  readonly file: string;
  /** Absolute path of the project: paths in it are shown relative to it. */
  readonly root: string;
  readonly output: Output;
  readonly environment: Environment;
}

/** Shows proofs one after another, each as soon as it is there, and keeps the file with all of them. */
export class ProofDelivery {
  readonly #options: ProofDeliveryOptions;
  readonly #line: StageLine;
  #failure: ParallelEvmError | undefined;

  constructor(options: ProofDeliveryOptions) {
    this.#options = options;
    this.#line = new StageLine(options.output, Date.now, options.environment);
  }

  /** What goes on now. */
  stage(text: string): void {
    this.#line.show(text);
  }

  /** `place` is the hotspot, such as `Token.transfers`. */
  async deliver(proof: KeyedProof, place: string, file: ProofsFile): Promise<void> {
    this.#print((screen) => renderProof(proof, place, screen));
    try {
      await writeWholeFile(renderJson(file), this.#options.file);
    } catch (error) {
      const folder = path.dirname(this.#options.file);
      this.#failure ??= new ParallelEvmError("PE001", [folder, reasonOf(error)]);
    }
  }

  nothingToProve(): void {
    this.#print(renderNothingToProve);
  }

  /** After the last one. Throws PE001 when the file could not be written. */
  end(): void {
    this.clear();
    if (this.#failure !== undefined) throw this.#failure;
    const shown = shownPath(this.#options.root, this.#options.file);
    this.#options.output.write(
      `\nThe same as data: ${shown}\n` + `In the report, too: npx hardhat parallel-evm report\n`,
    );
  }

  /** Nothing goes on any more. */
  clear(): void {
    this.#line.clear();
  }

  #print(render: (screen: ReturnType<typeof createScreen>) => readonly string[]): void {
    this.clear();
    const { output, environment } = this.#options;
    const lines = render(createScreen({ ...styleOf(output, environment), top: 0 }));
    output.write(`\n${lines.join("\n")}\n`);
  }
}
