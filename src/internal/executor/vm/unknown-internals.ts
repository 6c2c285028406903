/** EthereumJS has another form inside than in the version that the executor was written for. */
export class UnknownInternals extends Error {
  /** `what` has the other form, such as `EVM._loadCode`. */
  constructor(what: string) {
    super(`${what} has another form than in EthereumJS 10.1.3`);
  }
}
