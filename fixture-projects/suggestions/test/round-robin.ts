import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("round-robin", function () {
  async function people() {
    const [owner, alice, bob, ...staff] = (await ethers.getSigners()).slice(0, 6);
    return { owner, alice, bob, staff, names: staff.map(({ address }) => address) };
  }

  describe("RotaDispatcher", function () {
    async function deploy() {
      const all = await people();
      const rank = await ethers.deployContract("RotaDispatcher", [all.staff]);
      return { ...all, rank };
    }

    it("sends a driver", async function () {
      const { rank, alice, names } = await networkHelpers.loadFixture(deploy);

      await expect(rank.connect(alice).order()).to.emit(rank, "Dispatched");

      expect(names).to.include(await rank.driverOf(alice));
    });

    it("sends one again when a passenger comes back", async function () {
      const { rank, bob, names } = await networkHelpers.loadFixture(deploy);

      await rank.connect(bob).order();
      await rank.connect(bob).order();

      expect(names).to.include(await rank.driverOf(bob));
    });

    it("knows its drivers", async function () {
      const { rank, names } = await networkHelpers.loadFixture(deploy);

      expect(await rank.drivers()).to.deep.equal(names);
    });
  });

  describe("RotaSupport", function () {
    async function deploy() {
      const all = await people();
      const desk = await ethers.deployContract("RotaSupport");
      for (const agent of all.staff) await desk.employ(agent);
      return { ...all, desk };
    }

    it("gives a customer an agent", async function () {
      const { desk, alice, names } = await networkHelpers.loadFixture(deploy);

      await desk.connect(alice).requestHelp();

      expect(names).to.include(await desk.agentOf(alice));
    });

    it("has nobody at first", async function () {
      const { alice } = await networkHelpers.loadFixture(people);
      const desk = await ethers.deployContract("RotaSupport");

      await expect(desk.connect(alice).requestHelp()).to.be.revertedWithCustomError(
        desk,
        "NoAgents",
      );
    });

    it("is staffed by the owner", async function () {
      const { desk, alice } = await networkHelpers.loadFixture(deploy);

      await expect(desk.connect(alice).employ(alice))
        .to.be.revertedWithCustomError(desk, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("RotaShards", function () {
    async function deploy() {
      const all = await people();
      const shards = await ethers.deployContract("RotaShards");
      return { ...all, shards };
    }

    it("assigns a shard", async function () {
      const { shards, alice, bob } = await networkHelpers.loadFixture(deploy);

      await expect(shards.connect(alice).register()).to.emit(shards, "Assigned").withArgs(alice);

      expect(await shards.shardOf(alice)).to.be.lessThan(8n);
      expect(await shards.isRegistered(alice)).to.equal(true);
      expect(await shards.isRegistered(bob)).to.equal(false);
    });
  });

  describe("RotaHashed", function () {
    async function deploy() {
      const all = await people();
      const clinic = await ethers.deployContract("RotaHashed", [all.staff]);
      return { ...all, clinic };
    }

    it("gives each patient a doctor, always the same", async function () {
      const { clinic, alice, names } = await networkHelpers.loadFixture(deploy);

      await clinic.connect(alice).admit();
      const doctor = await clinic.doctorOf(alice);
      await clinic.connect(alice).admit();

      expect(names).to.include(doctor);
      expect(await clinic.doctorOf(alice)).to.equal(doctor);
    });

    it("admits several", async function () {
      const { clinic, alice, bob, names } = await networkHelpers.loadFixture(deploy);

      await clinic.connect(alice).admit();
      await clinic.connect(bob).admit();

      expect(names).to.include(await clinic.doctorOf(bob));
    });
  });

  describe("RotaManual", function () {
    async function deploy() {
      const all = await people();
      const rota = await ethers.deployContract("RotaManual", [all.staff]);
      return { ...all, rota };
    }

    async function deployRotated() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.rota.rotate();
      return deployed;
    }

    it("is moved on by the owner", async function () {
      const { rota, staff } = await networkHelpers.loadFixture(deploy);

      await expect(rota.rotate()).to.emit(rota, "DutyMoved").withArgs(staff[1]);

      expect(await rota.onDuty()).to.equal(staff[1]);
    });

    it("sends all customers to the one on duty", async function () {
      const { rota, alice, bob, staff } = await networkHelpers.loadFixture(deployRotated);

      await rota.connect(alice).visit();
      await rota.connect(bob).visit();

      expect(await rota.sentTo(alice)).to.equal(staff[1]);
      expect(await rota.sentTo(bob)).to.equal(staff[1]);
    });

    it("is moved on by nobody else", async function () {
      const { rota, alice } = await networkHelpers.loadFixture(deploy);

      await expect(rota.connect(alice).rotate())
        .to.be.revertedWithCustomError(rota, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("RotaPlaylist", function () {
    const TRACKS = ["Prelude", "Fugue", "Air"].map((name) => ethers.encodeBytes32String(name));

    async function deploy() {
      const all = await people();
      const playlist = await ethers.deployContract("RotaPlaylist", [TRACKS]);
      return { ...all, playlist };
    }

    it("plays track after track", async function () {
      const { playlist, alice } = await networkHelpers.loadFixture(deploy);

      await playlist.connect(alice).skip();
      await playlist.connect(alice).skip();

      expect(await playlist.playing(alice)).to.equal(TRACKS[1]);
    });

    it("begins anew for each listener", async function () {
      const { playlist, alice, bob } = await networkHelpers.loadFixture(deploy);

      await playlist.connect(alice).skip();
      await playlist.connect(bob).skip();

      expect(await playlist.playing(bob)).to.equal(TRACKS[0]);
    });
  });

  describe("RotaShift", function () {
    async function deploy() {
      const all = await people();
      const gate = await ethers.deployContract("RotaShift", [all.staff]);
      return { ...all, gate };
    }

    it("has residents let in by a guard", async function () {
      const { gate, alice, bob, names } = await networkHelpers.loadFixture(deploy);

      await gate.connect(alice).ring();
      await gate.connect(bob).ring();

      expect(names).to.include(await gate.letInBy(alice));
      expect(names).to.include(await gate.letInBy(bob));
    });

    it("changes the guard every hour", async function () {
      const { gate } = await networkHelpers.loadFixture(deploy);
      const before = await gate.onShift();

      await networkHelpers.time.increase(3600);

      expect(await gate.onShift()).not.to.equal(before);
    });
  });
});
