import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

/** What all of them have together: what is paid to some of them and what is kept for them is not lost. */
async function allOf(...accounts: { getAddress(): Promise<string> }[]): Promise<bigint> {
  const balances = await Promise.all(
    accounts.map(async (account) => ethers.provider.getBalance(await account.getAddress())),
  );
  return balances.reduce((sum, balance) => sum + balance, 0n);
}

describe("push-payments", function () {
  describe("PayoutRoyalties", function () {
    const PRICE = ethers.parseEther("0.3");

    async function deploy() {
      const [, alice, bob, ...artists] = (await ethers.getSigners()).slice(0, 6);
      const royalties = await ethers.deployContract("PayoutRoyalties", [PRICE, artists]);
      return { royalties, alice, bob, artists };
    }

    it("takes the price of a play, for the artists", async function () {
      const { royalties, alice, artists } = await networkHelpers.loadFixture(deploy);
      const before = await allOf(royalties, ...artists);

      await expect(royalties.connect(alice).play({ value: PRICE }))
        .to.emit(royalties, "Played")
        .withArgs(alice, PRICE);

      expect((await allOf(royalties, ...artists)) - before).to.equal(PRICE);
    });

    it("takes no other price", async function () {
      const { royalties, bob } = await networkHelpers.loadFixture(deploy);

      await expect(royalties.connect(bob).play({ value: ONE }))
        .to.be.revertedWithCustomError(royalties, "WrongPayment")
        .withArgs(PRICE, ONE);
    });

    it("names the artists", async function () {
      const { royalties, artists } = await networkHelpers.loadFixture(deploy);

      expect(await royalties.artists()).to.deep.equal(artists.map(({ address }) => address));
    });
  });

  describe("PayoutTips", function () {
    async function deploy() {
      const [, alice, ...stands] = (await ethers.getSigners()).slice(0, 6);
      const tips = await ethers.deployContract("PayoutTips");
      return { tips, alice, stands };
    }

    it("takes tips for many stands", async function () {
      const { tips, alice, stands } = await networkHelpers.loadFixture(deploy);
      const before = await allOf(tips, ...stands);

      await expect(tips.connect(alice).tipAll(stands, { value: ONE }))
        .to.emit(tips, "Tipped")
        .withArgs(alice, 4n, ONE);

      expect((await allOf(tips, ...stands)) - before).to.equal(ONE);
    });

    it("takes none for nobody", async function () {
      const { tips, alice } = await networkHelpers.loadFixture(deploy);

      await expect(tips.connect(alice).tipAll([], { value: ONE })).to.be.revertedWithCustomError(
        tips,
        "NobodyToTip",
      );
    });
  });

  describe("PayoutLessons", function () {
    async function deploy() {
      const [owner, alice, bob, ...teachers] = (await ethers.getSigners()).slice(0, 6);
      const school = await ethers.deployContract("PayoutLessons", [teachers]);
      await school.connect(bob).book({ value: 3n * ONE });
      return { school, owner, alice, teachers };
    }

    it("are booked, for the teachers and the school", async function () {
      const { school, alice, teachers } = await networkHelpers.loadFixture(deploy);
      const before = await allOf(school, ...teachers);

      await expect(school.connect(alice).book({ value: ONE }))
        .to.emit(school, "Booked")
        .withArgs(alice, ONE);

      expect(await school.lessonsOf(alice)).to.equal(1n);
      expect((await allOf(school, ...teachers)) - before).to.equal(ONE);
    });

    it("leave a part for the owner", async function () {
      const { school } = await networkHelpers.loadFixture(deploy);

      await school.withdraw();

      expect(await ethers.provider.getBalance(school)).to.equal(0n);
    });

    it("leave it for nobody else", async function () {
      const { school, alice } = await networkHelpers.loadFixture(deploy);

      await expect(school.connect(alice).withdraw())
        .to.be.revertedWithCustomError(school, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("PayoutCommission", function () {
    async function deploy() {
      const [, alice, bob, agent, other] = await ethers.getSigners();
      const house = await ethers.deployContract("PayoutCommission");
      await house.hire(agent);
      await house.hire(other);
      return { house, alice, bob, agent, other };
    }

    async function deployWithSale() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.house.connect(deployed.bob).buy({ value: 20n * ONE });
      return deployed;
    }

    it("credits all agents", async function () {
      const { house, alice, agent, other } = await networkHelpers.loadFixture(deploy);

      await house.connect(alice).buy({ value: 20n * ONE });

      expect(await house.spentBy(alice)).to.equal(20n * ONE);
      expect(await house.commissionOf(agent)).to.equal(ONE);
      expect(await house.commissionOf(other)).to.equal(ONE);
    });

    it("pays an agent's commission", async function () {
      const { house, agent } = await networkHelpers.loadFixture(deployWithSale);

      await expect(house.connect(agent).takeOut()).to.changeEtherBalance(ethers, agent, ONE);

      expect(await house.commissionOf(agent)).to.equal(0n);
    });
  });

  describe("PayoutPull", function () {
    async function deploy() {
      const [, alice, bob, carol, dave] = await ethers.getSigners();
      const market = await ethers.deployContract("PayoutPull");
      await market.connect(bob).buyFrom(dave, { value: 2n * ONE });
      return { market, alice, bob, carol, dave };
    }

    it("owes creators what buyers paid", async function () {
      const { market, alice, bob, carol, dave } = await networkHelpers.loadFixture(deploy);

      await market.connect(alice).buyFrom(carol, { value: ONE });
      await market.connect(bob).buyFrom(dave, { value: ONE });

      expect(await market.owedTo(carol)).to.equal(ONE);
      expect(await market.owedTo(dave)).to.equal(3n * ONE);
    });

    it("pays who claims", async function () {
      const { market, dave } = await networkHelpers.loadFixture(deploy);

      await expect(market.connect(dave).claim()).to.changeEtherBalance(ethers, dave, 2n * ONE);
    });

    it("owes nothing to others", async function () {
      const { market, carol } = await networkHelpers.loadFixture(deploy);

      await expect(market.connect(carol).claim()).to.be.revertedWithCustomError(
        market,
        "NothingOwed",
      );
    });
  });

  describe("PayoutVouchers", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const vouchers = await ethers.deployContract("PayoutVouchers");
      await vouchers.connect(alice).buy(501n, { value: ONE });
      await vouchers.connect(alice).buy(502n, { value: 2n * ONE });
      return { vouchers, alice, bob };
    }

    it("are bought", async function () {
      const { vouchers, bob } = await networkHelpers.loadFixture(deploy);

      await vouchers.connect(bob).buy(501n, { value: ONE });

      expect(await vouchers.worth(bob, 501n)).to.equal(ONE);
    });

    it("are cashed in, many at once", async function () {
      const { vouchers, alice } = await networkHelpers.loadFixture(deploy);

      await expect(vouchers.connect(alice).cashIn([501n, 502n])).to.changeEtherBalance(
        ethers,
        alice,
        3n * ONE,
      );

      expect(await vouchers.worth(alice, 502n)).to.equal(0n);
    });

    it("are worth nothing to others", async function () {
      const { vouchers, bob } = await networkHelpers.loadFixture(deploy);

      await expect(vouchers.connect(bob).cashIn([501n]))
        .to.be.revertedWithCustomError(vouchers, "NothingToCashIn")
        .withArgs(501n);
    });
  });

  describe("PayoutPayroll", function () {
    async function deploy() {
      const [owner, alice, bob, carol] = await ethers.getSigners();
      const payroll = await ethers.deployContract("PayoutPayroll");
      await payroll.employ(alice, 2n * ONE);
      await payroll.employ(bob, ONE);
      return { payroll, owner, alice, bob, carol };
    }

    it("pays everybody", async function () {
      const { payroll, owner, alice, bob } = await networkHelpers.loadFixture(deploy);

      await expect(payroll.payAll({ value: 3n * ONE })).to.changeEtherBalances(
        ethers,
        [owner, alice, bob],
        [-3n * ONE, 2n * ONE, ONE],
      );
    });

    it("knows another account of an employee", async function () {
      const { payroll, alice, carol } = await networkHelpers.loadFixture(deploy);

      await payroll.connect(alice).payTo(carol);

      expect(await payroll.payeeOf(alice)).to.equal(carol);
    });

    it("is the owner's", async function () {
      const { payroll, alice } = await networkHelpers.loadFixture(deploy);

      await expect(payroll.connect(alice).payAll({ value: 3n * ONE }))
        .to.be.revertedWithCustomError(payroll, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("PayoutRefund", function () {
    const DEPOSIT = ONE / 2n;
    const NIGHT = ethers.parseEther("0.1");

    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const hotel = await ethers.deployContract("PayoutRefund");
      await hotel.connect(alice).checkIn({ value: DEPOSIT });
      return { hotel, alice, bob };
    }

    it("takes the deposit", async function () {
      const { hotel, bob } = await networkHelpers.loadFixture(deploy);

      await hotel.connect(bob).checkIn({ value: DEPOSIT });

      expect(await hotel.depositOf(bob)).to.equal(DEPOSIT);
    });

    it("gives back what the nights leave of it", async function () {
      const { hotel, alice } = await networkHelpers.loadFixture(deploy);

      await expect(hotel.connect(alice).checkOut([NIGHT, NIGHT])).to.changeEtherBalance(
        ethers,
        alice,
        DEPOSIT - 2n * NIGHT,
      );
    });

    it("takes no other deposit", async function () {
      const { hotel, bob } = await networkHelpers.loadFixture(deploy);

      await expect(hotel.connect(bob).checkIn({ value: ONE }))
        .to.be.revertedWithCustomError(hotel, "WrongDeposit")
        .withArgs(ONE);
    });
  });
});
