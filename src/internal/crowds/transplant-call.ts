import type { CrowdCall, Renaming } from "../model/crowd.ts";
import type { Address, Hex } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { CrowdState } from "./crowd-state.ts";
import { addressWord, type KnownCall } from "./known-call.ts";
import { renameAddress } from "./rename-address.ts";
import { renameCallData, renameData } from "./rename-bytes.ts";

/**
 * A call as it would be on another deployment of the same contracts: that of `host`, so that both can
 * meet. Contracts are the same where their code is; the called one is so anyway. Undefined if the code of
 * the called contracts differs in length, as it does not in immutables only.
 */
export function transplantCall(known: KnownCall, host: KnownCall): CrowdCall | undefined {
  const { call, before, derivations } = known;
  const { transaction, origin, occurrences } = call;
  const renaming = renamingOf(known, host);
  if (renaming === undefined) return undefined;
  const state = new CrowdState();
  for (const [address, account] of before) {
    const place = renameAddress(address, renaming);
    const code = host.before.get(place)?.code ?? account.code;
    state.addAccount(place, { ...account, code: account.code === "0x" ? "0x" : code });
    for (const [slot, value] of account.storage) {
      const moved = derivations.rename(BigInt(slot), renaming);
      state.addSlot(place, toWord(moved), BigInt(renameData(toWord(value), renaming)));
    }
  }
  const { fields } = transaction;
  const to = fields.to === undefined ? {} : { to: renameAddress(fields.to, renaming) };
  const input = renameCallData(fields.input, renaming);
  const { id, hash, block } = transaction;
  return {
    origin,
    occurrences,
    transaction: { id, hash, block, fields: { ...fields, ...to, input }, before: state.preState },
  };
}

function renamingOf(known: KnownCall, host: KnownCall): Renaming | undefined {
  const renaming = new Map<Hex, Hex>();
  const taken = new Set<Address>();
  const join = (from: Address, to: Address) => {
    taken.add(to);
    if (from !== to) renaming.set(addressWord(from), addressWord(to));
  };
  const [from, to] = [known.call.transaction.fields.to, host.call.transaction.fields.to];
  if (from === undefined || to === undefined) return undefined;
  if (codeOf(known.before, from).length !== codeOf(host.before, to).length) return undefined;
  join(from, to);
  const contracts = [...known.before].filter(
    ([address, { code }]) => code !== "0x" && address !== from,
  );
  // What both use is one for both.
  for (const [address, { code }] of contracts) {
    if (address !== to && codeOf(host.before, address) === code) join(address, address);
  }
  for (const [address, { code }] of contracts) {
    if (taken.has(address) && address !== to) continue;
    const same = [...host.before].find(
      ([other, account]) => account.code === code && !taken.has(other),
    );
    // Who stands where the call goes makes room.
    const place = same?.[0] ?? (address === to ? from : undefined);
    if (place !== undefined) join(address, place);
  }
  return renaming;
}

function codeOf(state: PreState, address: Address): Hex {
  return state.get(address)?.code ?? "0x";
}
