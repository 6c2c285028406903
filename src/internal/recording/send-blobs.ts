import type { Ask, UserRequest } from "./ask.ts";

/** EIP-4844: its type stands before everything else. */
const BLOB_TYPE = "0x03";

export function carriesBlobs({ method, params }: UserRequest<unknown>): boolean {
  const [raw] = params;
  return (
    method === "eth_sendRawTransaction" && typeof raw === "string" && raw.startsWith(BLOB_TYPE)
  );
}

/**
 * Hardhat takes blobs only with automine on and nothing pending
 * (https://github.com/NomicFoundation/hardhat/issues/5024): in a batch of the test API, what is pending is mined
 * first, and then the blobs in a block of their own.
 */
export async function sendBlobs<Response>(
  { proceed }: UserRequest<Response>,
  ask: Ask,
): Promise<Response> {
  await ask("evm_setAutomine", [true]);
  try {
    await ask("evm_mine", []);
    return await proceed();
  } finally {
    await ask("evm_setAutomine", [false]);
  }
}
