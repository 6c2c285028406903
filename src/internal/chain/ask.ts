/** A JSON-RPC request: resolves to the result, rejects when it fails. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;
