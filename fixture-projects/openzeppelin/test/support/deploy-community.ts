import type { NetworkConnection } from "hardhat/types/network";

import { HOUR, ether } from "./units.ts";

/**
 * Alice, Bob and Carol have 400, 300 and 200 votes, which count for themselves; Dave has 50, which count for
 * nobody. The timelock does what the governor tells it, and holds 1,000 tokens.
 */
export async function deployCommunity({ ethers }: NetworkConnection) {
  const [deployer, alice, bob, carol, dave, erin] = await ethers.getSigners();

  const token = await ethers.deployContract("VoteToken", [deployer]);
  const timelock = await ethers.deployContract("TimelockController", [
    HOUR,
    [],
    [ethers.ZeroAddress],
    deployer,
  ]);
  const governor = await ethers.deployContract("CommunityGovernor", [token, timelock]);
  await timelock.grantRole(await timelock.PROPOSER_ROLE(), governor);
  await timelock.grantRole(await timelock.CANCELLER_ROLE(), governor);
  await timelock.renounceRole(await timelock.DEFAULT_ADMIN_ROLE(), deployer);

  await token.mint(alice, ether(400));
  await token.mint(bob, ether(300));
  await token.mint(carol, ether(200));
  await token.mint(dave, ether(50));
  await token.mint(timelock, ether(1000));
  for (const member of [alice, bob, carol]) await token.connect(member).delegate(member);

  return { token, timelock, governor, deployer, alice, bob, carol, dave, erin };
}
