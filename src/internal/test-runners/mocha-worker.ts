// Loaded by each of mocha's workers in parallel mode, before the test files.
import hre from "hardhat";

import { sessionOf } from "../session/session.ts";

import { mochaHooks as hooksOf } from "./mocha-hooks.ts";

const session = sessionOf(hre);

export const mochaHooks = {
  ...hooksOf(session),
  // Mocha ends its workers without warning after their last file.
  afterAll: async (): Promise<void> => {
    await session.save();
  },
};
