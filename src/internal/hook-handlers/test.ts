import type { HookContext, TestHooks } from "hardhat/types/hooks";

import { checkFlag } from "../config/check-flag.ts";
import type { Session } from "../session/session.ts";

const testHooks = (): Promise<Partial<TestHooks>> =>
  Promise.resolve({
    onTestRunStart: async (context, id, next) => {
      checkFlag(context.globalOptions);
      await next(context, id);
      const session = await sessionWithFlag(context);
      if (session === undefined) return;
      const { runnerStarts } = await import("../test-runners/runner-starts.ts");
      runnerStarts(session, id, context.config);
    },

    onTestWorkerDone: async (context, id, next) => {
      await next(context, id);
      await (await sessionWithFlag(context))?.save();
    },

    // After the other plugins', so that the report comes last.
    onTestRunDone: async (context, id, next) => {
      await next(context, id);
      await (await sessionWithFlag(context))?.runDone();
    },
  });

export default testHooks;

async function sessionWithFlag(context: HookContext): Promise<Session | undefined> {
  if (!context.globalOptions.parallelEvm) return undefined;
  const { sessionOf } = await import("../session/session.ts");
  return sessionOf(context);
}
