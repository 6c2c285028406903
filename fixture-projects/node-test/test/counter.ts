import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Counter", () => {
  async function deployCounter() {
    const users = (await ethers.getSigners()).slice(0, 5);
    const counter = await ethers.deployContract("Counter");
    return { counter, users };
  }

  it("goes up", async () => {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    for (const user of users) await counter.connect(user).up();

    assert.equal(await counter.value(), 5n);
  });

  it("goes up for users who come at the same time", async () => {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    await Promise.all(users.map((user) => counter.connect(user).up()));

    assert.equal(await counter.value(), 5n);
    for (const user of users) assert.equal(await counter.stepsOf(user), 1n);
  });

  it("goes down again", async () => {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);
    const [alice, bob] = users;

    await counter.connect(alice).up();
    await counter.connect(bob).up();
    await counter.connect(alice).down();

    assert.equal(await counter.value(), 1n);
  });

  it("goes down only for those who moved it up", async () => {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    await assert.rejects(counter.connect(users[1]).down(), /NoStepsLeft/);
  });
});
