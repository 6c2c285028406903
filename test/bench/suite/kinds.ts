/** What a generated test file is about: `deploy` makes the fixture, `bodies` are the tests, in turns. */
export interface SuiteKind {
  /** The fixture project that the contracts are of. */
  readonly contracts: string;
  readonly deploy: string;
  readonly bodies: readonly string[];
}

export const KINDS: readonly SuiteKind[] = [
  {
    contracts: "hot-counter",
    deploy: `
  const counter = await ethers.deployContract("Counter");
  return { counter, alice, bob, carol };`,
    bodies: [
      `    const { counter, alice, bob } = fixture;
    await counter.connect(alice).incrementBy(n);
    await counter.connect(bob).increment();
    expect(await counter.total()).to.equal(n + 1n);`,
      `    const { counter, alice, bob, carol } = fixture;
    await counter.connect(alice).incrementMine();
    await counter.connect(bob).incrementMine();
    await counter.connect(carol).incrementBy(n);
    expect(await counter.clicksOf(carol)).to.equal(n);`,
    ],
  },
  {
    contracts: "token-launch",
    deploy: `
  const token = await ethers.deployContract("LaunchToken", [owner]);
  await token.setMinter(owner, true);
  await token.mint(alice, 1_000_000n);
  await token.mint(bob, 1_000_000n);
  return { token, alice, bob, carol };`,
    bodies: [
      `    const { token, alice, bob, carol } = fixture;
    await token.connect(alice).transfer(carol, n);
    await token.connect(bob).transfer(carol, n);
    expect(await token.balanceOf(carol)).to.equal(2n * n);`,
      `    const { token, alice, bob, carol } = fixture;
    await token.connect(alice).approve(bob, n);
    await token.connect(bob).transferFrom(alice, carol, n);
    await token.connect(carol).transfer(alice, n);
    expect(await token.allowance(alice, bob)).to.equal(0n);`,
    ],
  },
  {
    contracts: "nft-drop",
    deploy: `
  const drop = await ethers.deployContract("NftDrop", [owner, 1_000n, 10_000n, 100n]);
  return { drop, owner, alice, bob, carol };`,
    bodies: [
      `    const { drop, alice, bob, carol } = fixture;
    await drop.connect(alice).mint(alice, { value: 1_000n });
    await drop.connect(bob).mint(carol, { value: 1_000n });
    await drop.connect(alice).transferFrom(alice, bob, 1n);
    expect(await drop.ownerOf(1n)).to.equal(bob);
    expect(await drop.mintedBy(bob)).to.equal(1n, String(n));`,
      `    const { drop, alice, bob, carol } = fixture;
    await drop.connect(alice).setApprovalForAll(bob, true);
    await drop.connect(bob).setApprovalForAll(carol, true);
    expect(await drop.isApprovedForAll(alice, bob)).to.equal(true, String(n));`,
    ],
  },
  {
    contracts: "staking",
    deploy: `
  const stake = await ethers.deployContract("StakeToken", [1_000_000n]);
  const reward = await ethers.deployContract("RewardToken", [1_000_000n]);
  const pool = await ethers.deployContract("StakingRewards", [owner, stake, reward]);
  for (const user of [alice, bob]) {
    await stake.transfer(user, 10_000n);
    await stake.connect(user).approve(pool, 10_000n);
  }
  return { pool, alice, bob };`,
    bodies: [
      `    const { pool, alice, bob } = fixture;
    await pool.connect(alice).stake(n);
    await pool.connect(bob).stake(n + 1n);
    expect(await pool.totalStaked()).to.equal(2n * n + 1n);`,
      `    const { pool, alice, bob } = fixture;
    await pool.connect(alice).stake(n + 5n);
    await pool.connect(bob).stake(n + 1n);
    await pool.connect(alice).withdraw(n);
    expect(await pool.stakeOf(alice)).to.equal(5n);`,
    ],
  },
];
