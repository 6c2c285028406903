import type { TaskArguments } from "hardhat/types/tasks";

/** Runs the task that is overridden. Its result, whatever it is, is only passed on. */
export type RunSuper = (args: TaskArguments) => Promise<unknown>;
