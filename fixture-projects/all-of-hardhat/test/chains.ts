import { expect } from "chai";
import { network } from "hardhat";

const HARDFORKS = ["berlin", "london", "merge", "shanghai", "cancun", "prague", "osaka"];

describe("hardforks and chain types", () => {
  for (const name of [...HARDFORKS, "amsterdam", "ethereum", "optimism"]) {
    it(name, async () => {
      // Its connection is left open, as most are.
      const { ethers } = await network.create(name);
      const [alice, bob] = await ethers.getSigners();
      const ledger = await ethers.deployContract("Ledger");

      await ledger.connect(alice).put(1);
      await ledger.connect(bob).put(2);
      await bob.sendTransaction({ to: alice, value: 5n });

      expect(await ledger.total()).to.equal(3n);
    });
  }
});
