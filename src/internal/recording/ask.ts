/** A JSON-RPC request of the recorder's own: resolves to the result, rejects when it fails. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A request that the user made. `proceed` carries it out and resolves to the JSON-RPC response. */
export interface UserRequest<Response> {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly proceed: () => Promise<Response>;
}
