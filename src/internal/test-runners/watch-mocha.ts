import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { sessionOf } from "../session/session.ts";

import { mochaHooks } from "./mocha-hooks.ts";
import { mochaOptionsOf, type MochaHook } from "./mocha-options.ts";
import { siblingFile } from "./sibling-file.ts";

/**
 * Adds root hooks to mocha's options, which live until the end of this process; the user's own stay.
 * In parallel mode functions do not reach the workers: they load a file that exports the hooks.
 */
export function watchMocha(hre: HardhatRuntimeEnvironment): void {
  const options = mochaOptionsOf(hre.config);
  if (options === undefined) return;
  if (options.parallel === true) {
    options.require = [...(options.require ?? []), siblingFile("mocha-worker").href];
    return;
  }
  const own = mochaHooks(sessionOf(hre));
  const { rootHooks } = options;
  options.rootHooks = {
    ...rootHooks,
    beforeEach: [own.beforeEach, ...listOf(rootHooks?.beforeEach)],
    // First as well: what the user's root hooks send after a test is not the test's.
    afterEach: [own.afterEach, ...listOf(rootHooks?.afterEach)],
  };
}

function listOf(hooks: MochaHook | MochaHook[] | undefined): MochaHook[] {
  if (hooks === undefined) return [];
  return Array.isArray(hooks) ? hooks : [hooks];
}
