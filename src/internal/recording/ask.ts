/** A JSON-RPC request of the recorder's own: resolves to the result, rejects when it fails. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A method and its parameters. */
export type Question = readonly [method: string, params: readonly unknown[]];

/**
 * Several requests of the recorder's own as one, which is answered as a whole: the results, in their order. Rejects
 * where one of them fails. Undefined: they have to be asked one by one.
 */
export type AskTogether = (
  questions: readonly Question[],
) => Promise<readonly unknown[]> | undefined;

export interface Asking {
  /** Sends a request that nobody else sees. Rejects until a request of the user's was answered. */
  readonly ask: Ask;
  /** The same for several; absent: one by one. */
  readonly askTogether?: AskTogether;
}

/** A request that the user made. `proceed` carries it out and resolves to the JSON-RPC response. */
export interface UserRequest<Response> {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly proceed: () => Promise<Response>;
}
