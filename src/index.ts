import { emptyTask, globalFlag, globalOption, overrideTask, task } from "hardhat/config";
import { definePlugin } from "hardhat/plugins";
import { ArgumentType } from "hardhat/types/arguments";

import { proofEnvironment } from "./internal/config/proof-environment.ts";
import { publishesNodeTests } from "./internal/test-runners/publishes-node-tests.ts";

export type * from "./type-extensions.ts";
export type * from "./types.ts";

// Declared first, as TypeScript does not rewrite the imports within `export default …`.
const hardhatParallelEvm = definePlugin({
  id: "hardhat-parallel-evm",
  npmPackage: "hardhat-parallel-evm",
  globalOptions: [
    globalFlag({
      name: "parallelEvm",
      description: "Runs what the tests send again in parallel, and reports what stops it",
    }),
    globalFlag({
      name: "parallelEvmSnapshot",
      description: "Writes what the report says to .parallel-evm-snapshot, to compare with",
    }),
    globalFlag({
      name: "parallelEvmCheck",
      description: "Compares the report with .parallel-evm-snapshot; what is worse fails the run",
    }),
    globalOption({
      name: "parallelEvmReport",
      description:
        "Formats of the report, separated by commas: terminal, json, html, markdown, sarif",
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    }),
  ],
  tasks: [
    overrideTask("test")
      .setAction(() => import("./internal/tasks/test.ts"))
      .build(),
    overrideTask(["test", "solidity"])
      .setAction(() => import("./internal/tasks/test-solidity.ts"))
      .build(),
    overrideTask("node")
      .setAction(() => import("./internal/tasks/node.ts"))
      .build(),
    emptyTask("parallel-evm", "Reports on parallel execution").build(),
    task(["parallel-evm", "report"], "Makes the report again from the saved recording")
      .setAction(() => import("./internal/tasks/report.ts"))
      .build(),
    task(
      ["parallel-evm", "merge"],
      "Joins recordings, such as those of CI shards, and makes one report of them",
    )
      .addVariadicArgument({
        name: "folders",
        description: "Output folders of the runs, or the recordings in them",
        defaultValue: [],
      })
      .setAction(() => import("./internal/tasks/merge.ts"))
      .build(),
    task(["parallel-evm", "explain"], "Tells what a rule of the suggestions means, does and costs")
      .addPositionalArgument({
        name: "rule",
        description: "Id of the rule, as reports name it; without one, all rules are listed",
        defaultValue: "",
      })
      .setAction(() => import("./internal/tasks/explain.ts"))
      .build(),
    task(
      ["parallel-evm", "prove"],
      "Applies the diffs of the report to a copy of the project, and runs its tests with them",
    )
      .addOption({
        name: "rule",
        description: "Id of a rule: only what it found; by default whatever has a diff",
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .addOption({
        name: "hotspot",
        description: "A variable, such as Token.totalSupply: only what was found there",
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .setAction(() => import("./internal/tasks/prove.ts"))
      .build(),
    task(
      ["parallel-evm", "replay"],
      "Runs blocks from files, or of a network, in parallel, checks them against their headers, and measures",
    )
      .addVariadicArgument({
        name: "files",
        description: "Block files, .json or .json.gz; the README describes the format",
        defaultValue: [],
      })
      .addOption({
        name: "block",
        description:
          "Blocks of the network that --network names: 123, 100..120, latest, latest-10..latest",
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .addOption({
        name: "save",
        description: "With --block: file to write the block to, as a block file; .gz packs it",
        type: ArgumentType.FILE_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .addOption({
        name: "hardfork",
        description:
          "With --block: the rules that blocks run by; by default what is known of the chain",
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .addOption({
        name: "requestTimeout",
        description: "With --block: seconds that one request to the network may take",
        type: ArgumentType.INT,
        defaultValue: 30,
      })
      .addOption({
        name: "timeout",
        description: "With --block: seconds that fetching may take in all",
        type: ArgumentType.INT,
        defaultValue: 1800,
      })
      .addOption({
        name: "json",
        description: "File to write the results to as well, as data",
        type: ArgumentType.FILE_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .addOption({
        name: "threads",
        description:
          "Worker threads, at most one a core; 0 takes parallelEvm.threads of the Hardhat config",
        type: ArgumentType.INT,
        defaultValue: 0,
      })
      .addOption({
        name: "rounds",
        description: "How often each block is timed; 0 only verifies and analyses",
        type: ArgumentType.INT,
        defaultValue: 5,
      })
      .addFlag({
        name: "noStock",
        description: "Does not time stock EthereumJS, which takes longest",
      })
      .setAction(() => import("./internal/tasks/replay.ts"))
      .build(),
  ],
  hookHandlers: {
    config: () => import("./internal/hook-handlers/config.ts"),
    hre: () => import("./internal/hook-handlers/hre.ts"),
    network: () => import("./internal/hook-handlers/network.ts"),
    test: () => import("./internal/hook-handlers/test.ts"),
  },
  // Loading the runner's plugin, as a condition does, makes Hardhat warn when it is not in use.
  // A proof needs it whenever the runner is in use.
  conditionalDependencies:
    publishesNodeTests(process.versions.node) && proofEnvironment(process.env)?.nodeTests !== true
      ? []
      : [
          {
            condition: () => [import("@nomicfoundation/hardhat-node-test-runner")],
            plugin: () => import("./internal/tasks/node-test-plugin.ts"),
          },
        ],
});

export default hardhatParallelEvm;
