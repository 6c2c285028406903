import type { NetworkHooks } from "hardhat/types/hooks";

import { OBSERVED_NETWORK } from "../config/add-network.ts";

import { UnobservedConnection } from "./unobserved-connection.ts";

import type { observeRequests as ObserveRequests } from "./observe-requests.ts";

/**
 * With the flag every connection is observed, without it those to the network `parallelEvm`; the plugin's
 * own are not. What observes requests is loaded and registered with the first of them: it costs nothing
 * otherwise.
 */
const networkHooks = (): Promise<Partial<NetworkHooks>> => {
  let observer: ReturnType<typeof ObserveRequests> | undefined;

  return Promise.resolve({
    newConnection: async (context, next) => {
      const connection = await next(context);
      const isSimulated = connection.networkConfig.type === "edr-simulated";
      connection.parallelEvm = new UnobservedConnection(connection.networkName, isSimulated);
      const observed =
        context.globalOptions.parallelEvm || connection.networkName === OBSERVED_NETWORK;
      if (!observed) return connection;
      const { isOpeningOwn } = await import("../session/own-connections.ts");
      if (isOpeningOwn()) return connection;
      const { observeRequests } = await import("./observe-requests.ts");
      observer ??= observeRequests(context);
      observer(connection);
      return connection;
    },
  });
};

export default networkHooks;
