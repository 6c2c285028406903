import type { HookContext } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

import { type Session, sessionOf } from "../session/session.ts";

import { OWN_METHODS } from "../session/own-methods.ts";

import { OwnRequests } from "./own-requests.ts";

/** Registers the handlers that observe connections, and gives the function that adds one to them. */
export function observeRequests(
  context: HookContext,
): (connection: NetworkConnection<string>) => void {
  const session = sessionOf(context);
  const ownRequests = new WeakMap<object, OwnRequests>();

  context.hooks.registerHandlers("network", {
    // No async functions: they would add frames to the stack traces of the user's errors, which
    // hold only ten.
    onRequest: (context, connection, request, next) => {
      const recorder = session.recorderOf(connection);
      const own = ownRequests.get(connection);
      if (recorder === undefined || own === undefined) return next(context, connection, request);
      const proceed = () => {
        const response = next(context, connection, request);
        own.goThrough(response, (ownRequest) => next(context, connection, ownRequest));
        return response;
      };
      const { method, params } = request;
      if (method.startsWith(OWN_METHODS)) return answer(session, connection, request);
      return recorder.observe({ method, params: Array.isArray(params) ? params : [], proceed });
    },

    closeConnection: async (context, connection, next) => {
      const recorder = session.recorderOf(connection);
      await recorder?.drain();
      recorder?.stop();
      await next(context, connection);
    },
  });

  return (connection) => {
    const own = new OwnRequests();
    ownRequests.set(connection, own);
    session.connect(connection, {
      ask: (method, params) => own.ask(method, params),
      askTogether: (questions) => own.askTogether(questions),
    });
  };
}

/** One of the plugin's own methods, which Hardhat's network does not know. */
async function answer(
  session: Session,
  connection: NetworkConnection<string>,
  { method, params, id }: JsonRpcRequest,
): Promise<JsonRpcResponse> {
  const answered = await session.answer(connection, method, Array.isArray(params) ? params : []);
  return { jsonrpc: "2.0", id, ...answered } as JsonRpcResponse;
}
