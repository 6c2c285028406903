import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Scoreboard", function () {
  async function deployScoreboard() {
    const players = (await ethers.getSigners()).slice(0, 4);
    const scoreboard = await ethers.deployContract("Scoreboard");
    return { scoreboard, players };
  }

  it("crowns the best player", async function () {
    const { scoreboard, players } = await networkHelpers.loadFixture(deployScoreboard);

    for (const [i, score] of [10n, 30n, 20n, 40n].entries()) {
      await scoreboard.connect(players[i]).submit(score);
    }

    expect(await scoreboard.best()).to.equal(40n);
    expect(await scoreboard.champion()).to.equal(players[3].address);
  });

  it("takes scores that come at the same time", async function () {
    const { scoreboard, players } = await networkHelpers.loadFixture(deployScoreboard);

    await Promise.all(players.map((player) => scoreboard.connect(player).submit(7n)));

    expect(await scoreboard.best()).to.equal(7n);
  });

  it("takes no score that is no better", async function () {
    const { scoreboard, players } = await networkHelpers.loadFixture(deployScoreboard);
    const [alice] = players;

    await scoreboard.connect(alice).submit(5n);

    await expect(scoreboard.connect(alice).submit(5n))
      .to.be.revertedWithCustomError(scoreboard, "NoProgress")
      .withArgs(5n, 5n);
  });
});
