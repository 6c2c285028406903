import type { HardhatConfig } from "hardhat/types/config";

/** The part of mocha's options that matters here. Typed here, as a project need not use mocha. */
export interface MochaOptions {
  parallel?: boolean;
  require?: string[];
  /** A name, or a constructor that takes mocha's runner. */
  reporter?: unknown;
  rootHooks?: Partial<Record<"beforeEach" | "afterEach", MochaHook | MochaHook[]>>;
}

export type MochaHook = (this: MochaContext) => void | Promise<void>;

/** What mocha binds hooks to. */
export interface MochaContext {
  currentTest?: MochaTest | undefined;
}

export interface MochaTest {
  readonly file?: string | undefined;
  /** Set when the body has ended. */
  readonly duration?: number | undefined;
  readonly ctx?: { runnable(): unknown } | undefined;
  fullTitle(): string;
  isPending(): boolean;
}

/** `config.test.mocha`, which may be changed until mocha starts; undefined without hardhat-mocha. */
export function mochaOptionsOf(config: HardhatConfig): MochaOptions | undefined {
  const mocha: unknown = Reflect.get(config.test, "mocha");
  // hardhat-mocha has validated what the user wrote there.
  return typeof mocha === "object" && mocha !== null ? mocha : undefined;
}

export function runsInParallel(config: HardhatConfig): boolean {
  return mochaOptionsOf(config)?.parallel === true;
}
