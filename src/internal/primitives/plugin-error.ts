import { HardhatPluginError } from "hardhat/plugins";

const PLUGIN_ID = "hardhat-parallel-evm";

/** Every error that users can meet: what is wrong, and what to do about it. Tests assert the codes. */
const ERRORS = {
  PE001: {
    message: (path: string, cause: string) =>
      `The output folder ${path} cannot be written: ${cause}`,
    hint: "Set parallelEvm.output in the Hardhat config to a folder that you may write to.",
  },
  PE002: {
    message: (path: string) => `No recording was found in ${path}.`,
    hint: "Record one first: npx hardhat test --parallel-evm",
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class of the plugin; Hardhat prints it without a stack trace and without calling it a bug. */
export class ParallelEvmError extends HardhatPluginError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, args: string[], cause?: Error) {
    const { message, hint } = ERRORS[code] as {
      message: (...args: string[]) => string;
      hint: string;
    };
    super(PLUGIN_ID, `${code}: ${message(...args)}\n${hint}`, cause);
    this.code = code;
  }
}
