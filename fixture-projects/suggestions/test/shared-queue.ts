import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const word = (text: string) => ethers.encodeBytes32String(text);

describe("shared-queue", function () {
  describe("QueueDesk", function () {
    async function deploy() {
      const [, alice, bob, ...visitors] = await ethers.getSigners();
      const desk = await ethers.deployContract("QueueDesk");
      for (const visitor of visitors.slice(0, 3)) await desk.connect(visitor).join();
      return { desk, alice, bob, visitors };
    }

    it("is joined at the end", async function () {
      const { desk, alice } = await networkHelpers.loadFixture(deploy);

      await expect(desk.connect(alice).join()).to.emit(desk, "Joined").withArgs(alice);

      expect(await desk.waiting()).to.equal(4n);
    });

    it("is called from the front", async function () {
      const { desk, bob, visitors } = await networkHelpers.loadFixture(deploy);

      await expect(desk.connect(bob).callNext())
        .to.emit(desk, "CalledIn")
        .withArgs(visitors[0], bob);

      expect(await desk.waiting()).to.equal(2n);
    });

    it("calls nobody when nobody waits", async function () {
      const { bob } = await networkHelpers.loadFixture(deploy);
      const empty = await ethers.deployContract("QueueDesk");

      await expect(empty.connect(bob).callNext()).to.be.revertedWithCustomError(
        empty,
        "NobodyWaits",
      );
    });
  });

  describe("QueueDeque", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const jobs = await ethers.deployContract("QueueDeque");
      for (const job of ["paint", "saw", "nail"]) await jobs.connect(carol).post(word(job));
      return { jobs, alice, bob };
    }

    it("takes jobs", async function () {
      const { jobs, alice } = await networkHelpers.loadFixture(deploy);

      await expect(jobs.connect(alice).post(word("glue")))
        .to.emit(jobs, "Posted")
        .withArgs(word("glue"));

      expect(await jobs.waiting()).to.equal(4n);
    });

    it("gives the first one away", async function () {
      const { jobs, bob } = await networkHelpers.loadFixture(deploy);

      await expect(jobs.connect(bob).take()).to.emit(jobs, "Taken").withArgs(word("paint"), bob);

      expect(await jobs.waiting()).to.equal(2n);
    });
  });

  describe("QueueStack", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const shelf = await ethers.deployContract("QueueStack");
      for (const label of ["books", "shoes", "cups"]) {
        await shelf.connect(carol).putDown(word(label));
      }
      return { shelf, alice, bob, carol };
    }

    it("has the last parcel above", async function () {
      const { shelf, alice } = await networkHelpers.loadFixture(deploy);

      await expect(shelf.connect(alice).putDown(word("hats")))
        .to.emit(shelf, "PutDown")
        .withArgs(alice, word("hats"));

      expect(await shelf.upper()).to.equal(alice);
    });

    it("gives the upper parcel", async function () {
      const { shelf, bob, carol } = await networkHelpers.loadFixture(deploy);

      await expect(shelf.connect(bob).takeUp()).to.emit(shelf, "TakenUp").withArgs(carol, bob);

      expect(await shelf.upper()).to.equal(carol);
    });

    it("holds a parcel once", async function () {
      const { shelf, carol } = await networkHelpers.loadFixture(deploy);

      await expect(shelf.connect(carol).putDown(word("cups")))
        .to.be.revertedWithCustomError(shelf, "ThereAlready")
        .withArgs(word("cups"));
    });

    it("gives nothing when it is empty", async function () {
      const { bob } = await networkHelpers.loadFixture(deploy);
      const empty = await ethers.deployContract("QueueStack");

      await expect(empty.connect(bob).takeUp()).to.be.revertedWithCustomError(
        empty,
        "NothingThere",
      );
    });
  });

  describe("QueueHeap", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const asks = await ethers.deployContract("QueueHeap");
      for (const price of [300n, 200n, 400n]) await asks.connect(carol).post(price);
      return { asks, alice, bob };
    }

    it("has the lowest price in front", async function () {
      const { asks, alice } = await networkHelpers.loadFixture(deploy);

      await asks.connect(alice).post(250n);

      expect(await asks.lowest()).to.equal(200n);
    });

    it("sells at the lowest price", async function () {
      const { asks, bob } = await networkHelpers.loadFixture(deploy);

      await expect(asks.connect(bob).take()).to.emit(asks, "Taken").withArgs(bob, 200n);

      expect(await asks.lowest()).to.equal(300n);
    });
  });

  describe("QueueTasks", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const tasks = await ethers.deployContract("QueueTasks");
      await tasks.connect(alice).post(word("wash"));
      await tasks.connect(alice).post(word("cook"));
      return { tasks, alice, bob };
    }

    it("are each account's own", async function () {
      const { tasks, alice, bob } = await networkHelpers.loadFixture(deploy);

      await tasks.connect(alice).post(word("read"));
      await tasks.connect(bob).post(word("read"));

      expect(await tasks.waiting(alice)).to.equal(3n);
      expect(await tasks.waiting(bob)).to.equal(1n);
    });

    it("are finished in their order", async function () {
      const { tasks, alice } = await networkHelpers.loadFixture(deploy);

      await expect(tasks.connect(alice).finish())
        .to.emit(tasks, "Done")
        .withArgs(alice, word("wash"));
    });
  });

  describe("QueueNews", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const news = await ethers.deployContract("QueueNews");
      await news.publish(word("snow"));
      await news.publish(word("thaw"));
      return { news, owner, alice, bob };
    }

    it("are published by the owner", async function () {
      const { news } = await networkHelpers.loadFixture(deploy);

      await news.publish(word("rain"));

      expect(await news.waiting()).to.equal(3n);
    });

    it("go on when the owner says so", async function () {
      const { news } = await networkHelpers.loadFixture(deploy);

      await news.advance();

      expect(await news.waiting()).to.equal(1n);
    });

    it("are confirmed by many", async function () {
      const { news, alice, bob } = await networkHelpers.loadFixture(deploy);

      await news.connect(alice).confirm();
      await news.connect(bob).confirm();

      expect(await news.confirmedBy(alice)).to.equal(word("snow"));
      expect(await news.confirmedBy(bob)).to.equal(word("snow"));
    });

    it("are published by nobody else", async function () {
      const { news, alice } = await networkHelpers.loadFixture(deploy);

      await expect(news.connect(alice).publish(word("rain")))
        .to.be.revertedWithCustomError(news, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("QueueLanes", function () {
    const [LEFT, RIGHT] = [201n, 202n];

    async function deploy() {
      const [, alice, bob, carol, dave, erin] = await ethers.getSigners();
      const lanes = await ethers.deployContract("QueueLanes");
      for (const car of [carol, dave, erin]) await lanes.connect(car).enter(LEFT);
      return { lanes, alice, bob, carol };
    }

    it("are entered side by side", async function () {
      const { lanes, alice, bob } = await networkHelpers.loadFixture(deploy);

      await lanes.connect(alice).enter(LEFT);
      await lanes.connect(bob).enter(RIGHT);

      expect(await lanes.waiting(LEFT)).to.equal(4n);
      expect(await lanes.waiting(RIGHT)).to.equal(1n);
    });

    it("let the first car pass", async function () {
      const { lanes, alice, carol } = await networkHelpers.loadFixture(deploy);

      await expect(lanes.connect(alice).pass(LEFT)).to.emit(lanes, "Passed").withArgs(LEFT, carol);

      expect(await lanes.waiting(LEFT)).to.equal(2n);
    });

    it("let nobody pass when they are empty", async function () {
      const { lanes, alice } = await networkHelpers.loadFixture(deploy);

      await expect(lanes.connect(alice).pass(RIGHT))
        .to.be.revertedWithCustomError(lanes, "LaneEmpty")
        .withArgs(RIGHT);
    });
  });
});
