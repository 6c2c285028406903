import { AsyncLocalStorage } from "node:async_hooks";

/** Hooks are not told for whom a connection is opened; what calls them in the end is. */
const opening = new AsyncLocalStorage<true>();

/** Opens a connection of the plugin's own, which is not observed. */
export function openOwn<Connection>(open: () => Promise<Connection>): Promise<Connection> {
  return opening.run(true, open);
}

/** Whether the connection that is being opened is the plugin's own. */
export function isOpeningOwn(): boolean {
  return opening.getStore() === true;
}
