import type { ReportAccumulator } from "../../model/report.ts";
import type { StateVariable } from "../code/contract-code.ts";
import { changesByUsers, flowsTo } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing } from "../users.ts";
import { type Supply, suppliesIn } from "../supplies.ts";
import { shortContract } from "../../model/short-contract.ts";

/** Shares in all that a vault has, at the exact price of the moment. */
export const VAULT_PRICE: Rule = {
  id: "vault-price",
  title: "Shares at the exact price",
  detects:
    "A sum of shares of which calls issue or take back as many as the sum itself decides, as was seen by running them with other values in it, or the assets that decide with it: what ERC-4626 vaults do, and pools with their own shares.",
  impact: "high",
  isInherent: true,
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

contract Vault is ERC4626 {
    constructor(IERC20 asset) ERC20("Vault", "VLT") ERC4626(asset) {}
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Where requested deposits wait, so that they are not among the vault's assets.
contract Lobby {
    constructor(IERC20 asset) {
        asset.approve(msg.sender, type(uint256).max);
    }
}

/// Another vault, not the same one made faster: all deposits of an epoch get one price, and know it afterwards.
contract QueuedVault is ERC4626 {
    using SafeERC20 for IERC20;

    uint256 public epoch;
    uint256 public immutable start = block.timestamp;
    /// Sixteen, as the asset keeps an entry for each.
    Lobby[16] public lobbies;
    mapping(uint256 epoch => mapping(address account => uint256)) public requestedBy;
    mapping(uint256 epoch => uint256) public sharesPerAsset;

    constructor(IERC20 asset) ERC20("Vault", "VLT") ERC4626(asset) {
        for (uint256 i = 0; i < 16; i++) lobbies[i] = new Lobby(asset);
    }

    function requestDeposit(uint256 assets) external {
        requestedBy[epoch][msg.sender] += assets;
        address lobby = address(lobbies[uint160(msg.sender) % 16]);
        IERC20(asset()).safeTransferFrom(msg.sender, lobby, assets);
    }

    function settle() external {
        require(block.timestamp >= start + (epoch + 1) * 1 hours, "not over");
        sharesPerAsset[epoch] = previewDeposit(1 ether);
        epoch++;
        IERC20 token = IERC20(asset());
        uint256 sum;
        for (uint256 i = 0; i < 16; i++) {
            uint256 waiting = token.balanceOf(address(lobbies[i]));
            token.safeTransferFrom(address(lobbies[i]), address(this), waiting);
            sum += waiting;
        }
        _mint(address(this), (sum * sharesPerAsset[epoch - 1]) / 1 ether);
    }

    function claim(uint256 settled) external {
        require(settled < epoch, "not settled");
        uint256 shares = (requestedBy[settled][msg.sender] * sharesPerAsset[settled]) / 1 ether;
        delete requestedBy[settled][msg.sender];
        _transfer(address(this), msg.sender, shares);
    }
}
`,
  refactor:
    "There is none that keeps what the contract means: what a share costs is what all others have left. What else there is is another vault: deposits and redemptions that are requested in an entry for each user, and settled at one price for an epoch, as ERC-7540 has it; or a price that is published now and then, and not computed by each call.",
  price:
    "Who deposits or redeems waits for the end of the epoch, does not know the price before it, and sends a second transaction; contracts that expect ERC-4626's deposit and redeem to be done at once no longer work. With a published price, somebody gains and somebody loses whenever it is stale.",
  confidence: {
    high: "Always: calls were run with another value in it and came to another number of shares or of assets, and shares and assets change together.",
  },
  sources: [
    "https://eips.ethereum.org/EIPS/eip-4626",
    "https://eips.ethereum.org/EIPS/eip-7540",
    "https://docs.openzeppelin.com/contracts/5.x/erc4626",
  ],
  check: (subject) => {
    const { variable, hotspot } = subject;
    if (variable === undefined) return undefined;
    for (const supply of suppliesIn(subject)) {
      const isSupply = supply.hotspot === hotspot && supply.variable === variable;
      const calls = isSupply ? supply.calls : callsThatPriceBy(subject, variable, supply);
      if (calls.length === 0) continue;
      const name = `${shortContract(supply.code.info.name)}.${supply.variable.name}`;
      const counting = doing(calls, "counts", "count");
      const change = calls.length === 1 ? "changes" : "change";
      const what = isSupply
        ? `${counting} with all shares there are, ${variable.name}, and ${change} them`
        : `${counting} with what there is for all shares of ${name}, and ${change} it`;
      return {
        message: `${what}: each call has the price that the calls before it have left. That is what the contract is for, and no refactor keeps it.`,
        evidence: calls.map(
          (call) =>
            `With another value in ${variable.name}, ${call} came to another number of shares or of assets.`,
        ),
        confidence: "high",
        refactor: `Leave ${variable.name} as it is. If it must take more: requests in an entry for each user, which are settled at one price for an epoch (ERC-7540), or a price that is published now and then; both are other vaults.`,
      };
    }
    return undefined;
  },
};

/** Calls in which a variable decides about shares, and moves as they do: the assets of the vault. */
function callsThatPriceBy(
  subject: Subject,
  variable: StateVariable,
  { hotspot, code, variable: supply }: Supply,
): string[] {
  const isEntry = variable.type.startsWith("mapping(");
  if (!isEntry && !/^uint\d+$/.test(variable.type)) return [];
  // Of a token with many holders it is the vault's own entry that counts.
  const isVaults = ({ field }: ReportAccumulator) =>
    !isEntry || field?.toLowerCase().includes(`[${hotspot.address.toLowerCase()}]`) === true;
  const calls = changesByUsers(subject).filter(
    (one) => isVaults(one) && hotspot.accumulators.some((other) => isSameDirection(one, other)),
  );
  const decides = calls.some((one) => flowsTo(one, shortContract(code.info.name), supply.name));
  const flowing = calls.filter(({ verdict }) => verdict === "flows");
  return decides ? [...new Set(flowing.map((one) => one.function))] : [];
}

function isSameDirection(a: ReportAccumulator, b: ReportAccumulator): boolean {
  if (a.function !== b.function || a.own === null || b.own === null) return false;
  return BigInt(a.own) * BigInt(b.own) > 0n;
}
