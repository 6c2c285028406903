import { HardhatPluginError } from "hardhat/plugins";

const PLUGIN_ID = "hardhat-parallel-evm";

/** Every error that users can meet: what is wrong, and what to do about it. Tests assert the codes. */
const ERRORS = {
  PE001: {
    message: (path: string, cause: string) =>
      `The output folder ${path} cannot be written: ${cause}`,
    hint: "Set parallelEvm.output in the Hardhat config to a folder that you may write to.",
  },
  PE002: {
    message: (path: string) => `No recording was found in ${path}.`,
    hint: "Record one first: npx hardhat test --parallel-evm",
  },
  PE003: {
    message: () => "No block file was named.",
    hint: "Name one or more: npx hardhat parallel-evm replay blocks/*.json.gz",
  },
  PE004: {
    message: (file: string, cause: string) => `The block file ${file} cannot be read: ${cause}.`,
    hint: "Name files that exist, of a folder as folder/*.json.gz.",
  },
  PE005: {
    message: (file: string, cause: string) => `${file} cannot be unpacked: ${cause}.`,
    hint: "A file .gz must be complete gzip data: copy it again, or drop the .gz if it is none.",
  },
  PE006: {
    message: (file: string, cause: string) => `${file} is not JSON: ${cause}.`,
    hint: 'A block file is one JSON object, see "Block files" in the README.',
  },
  PE007: {
    message: (file: string, wrong: string) => `${file} is not a block file: ${wrong}.`,
    hint: 'Every field is described in the README, "Block files".',
  },
  PE008: {
    message: (block: string, file: string, difference: string) =>
      `Block ${block} of ${file} does not match: ${difference}.`,
    hint: "The file or the executor is wrong. If it is the executor, please open an issue with the file.",
  },
  PE009: {
    message: (block: string, file: string, reason: string) =>
      `Block ${block} of ${file} cannot be replayed: ${reason}.`,
    hint: 'What the executor supports is in the README, "Block files" and "Limits".',
  },
  PE010: {
    message: (block: string, file: string, reason: string) =>
      `Block ${block} of ${file} matches, but cannot be measured: ${reason}.`,
    hint: "With --rounds 0 blocks are verified only.",
  },
  PE011: {
    message: (option: string, value: string, expected: string) =>
      `${option} is ${value}, but must be ${expected}.`,
    hint: "See: npx hardhat parallel-evm replay --help",
  },
  PE012: {
    message: (file: string, cause: string) => `The file ${file} cannot be written: ${cause}`,
    hint: "Name a file that you may write to.",
  },
  PE013: {
    message: (file: string, cause: string) =>
      `Replaying ${file} failed by a defect of this plugin: ${cause}.`,
    hint: "Please open an issue, with the file if you can.",
  },
  PE014: {
    message: (what: string) => `The installed EthereumJS cannot be used: ${what}.`,
    hint:
      "The plugin pins every @ethereumjs package to 10.1.3. Let nothing override that, such as " +
      '"overrides" or "resolutions" in package.json, and install again.',
  },
  PE015: {
    message: (rule: string, nearest: string) =>
      `There is no rule "${rule}"${nearest === "" ? "" : `; did you mean "${nearest}"?`}`,
    hint: "All rules: npx hardhat parallel-evm explain",
  },
  PE016: {
    message: (wanted: string, there: string) =>
      `No finding ${wanted} has a diff. ${there === "" ? "None in the report has one" : `Those that have one: ${there}`}.`,
    hint: "Prove all of them with: npx hardhat parallel-evm prove",
  },
  PE017: {
    message: (file: string, where: string) =>
      `The diff for ${where} does not fit ${file}, which has changed since the tests were recorded.`,
    hint: "Run the tests again: npx hardhat test --parallel-evm",
  },
  PE018: {
    message: (what: string, output: string) =>
      `Nothing can be proved, as ${what} in a copy of the project, without any diff:\n\n${output}\n`,
    hint: 'What a copy holds is in the README, "Prove a refactor".',
  },
  PE019: {
    message: (file: string, cause: string) => `There is no report to prove: ${file} ${cause}.`,
    hint: "Make it of the recording: npx hardhat parallel-evm report",
  },
  PE020: {
    message: (path: string) =>
      `The Hardhat config names the folder ${path} by its whole path, so a copy of the project would use the project's own.`,
    hint: "Let the config name it relative to the project, or by import.meta.dirname.",
  },
  PE021: {
    message: (file: string, where: string) =>
      `The diff for ${where} changes ${file}, which lies outside of the project, so no copy has it.`,
    hint: "Apply the diff by hand, on a branch, and run the tests.",
  },
  PE022: {
    message: (format: string, nearest: string, all: string) =>
      `--parallel-evm-report: there is no format "${format}"${nearest === "" ? "." : `; did you mean "${nearest}"?`} There are: ${all}.`,
    hint: "Separate several by commas: --parallel-evm-report terminal,sarif",
  },
  PE023: {
    message: () => "No folder was named.",
    hint: "Name those of the runs: npx hardhat parallel-evm merge shards/*",
  },
  PE024: {
    message: (option: string) =>
      `${option} is for the report, and without --parallel-evm none is made.`,
    hint: "Add the flag: npx hardhat test --parallel-evm …",
  },
  PE025: {
    message: (file: string, problem: string) => `The recording ${file} is damaged: ${problem}.`,
    hint: "Copy it again, or run the tests of that shard again with --parallel-evm.",
  },
  PE026: {
    message: (one: string, other: string) =>
      `The same recording is there twice: ${one} and ${other}.`,
    hint: "Name each shard once; all of its transactions would count twice.",
  },
  PE027: {
    message: (file: string) => `${file} is a file, and a folder is wanted.`,
    hint: "Name the folder that the recording is in: npx hardhat parallel-evm merge shards/1/parallel-evm",
  },
  PE030: {
    message: (network: string) =>
      `parallelEvm does not see what is sent on this connection to ${network}.`,
    hint:
      "Run with --parallel-evm, or connect to the network of that name: " +
      'await network.create("parallelEvm")',
  },
  PE031: {
    message: (method: string) =>
      `The function that was given to parallelEvm.${method} had sent nothing when it was done.`,
    hint: "Let it send transactions and return their promises: run(async () => [a.call(), b.call()])",
  },
  PE032: {
    message: (method: string) =>
      `parallelEvm.${method} was called while another run was going on on this connection.`,
    hint: "Await the one before, and call none within another.",
  },
  PE033: {
    message: (method: string, ms: string) =>
      `The function that was given to parallelEvm.${method} was not done after ${ms} ms. What it had sent was mined.`,
    hint:
      "It must not wait for receipts: nothing is mined before it is done. Deploy contracts before; " +
      "for slow sending set the option timeout.",
  },
  PE034: {
    message: (method: string, count: string) =>
      `parallelEvm.${method} was called while ${count} pending, which would be mined with the run's.`,
    hint: "Mine them before, with evm_mine or networkHelpers.mine().",
  },
  PE035: {
    message: (method: string, hashes: string) =>
      `Some of what was sent in parallelEvm.${method} could not be mined: ${hashes}. It was dropped.`,
    hint: "Look at its nonce, its gas price, and its gas limit, which must fit into a block.",
  },
  PE036: {
    message: (method: string, reason: string) =>
      `${method}: what was mined cannot be run in parallel, so that nothing can be said of it: ${reason}.`,
    hint: 'What the executor supports is in the README, "Limits".',
  },
  PE037: {
    message: (transaction: string) =>
      `parallelEvm.crowd was given a transaction that was not recorded on this connection: ${transaction}.`,
    hint: "Give it one that was mined here, or a function that sends one.",
  },
  PE038: {
    message: (call: string, reason: string) => `${call} cannot be made by others: ${reason}.`,
    hint: 'What crowds can be made of is in the README, "Crowds".',
  },
  PE039: {
    message: (option: string, value: string, expected: string) =>
      `parallelEvm: ${option} is ${value}, but must be ${expected}.`,
    hint: 'All options are in the README, "In tests".',
  },
  PE040: {
    message: () => "--block names blocks of a network, and no network was named.",
    hint: "Name one of the Hardhat config: npx hardhat parallel-evm replay --network sepolia --block latest",
  },
  PE041: {
    message: (blocks: string, wrong: string) => `--block ${blocks}: ${wrong}.`,
    hint: "Blocks are given as 123, 100..120, latest, latest-5 or latest-10..latest.",
  },
  PE042: {
    message: (block: string, network: string, cause: string) =>
      `Block ${block} of ${network} could not be fetched: ${cause}.`,
    hint: "What was fetched of it is kept: the same command goes on from there.",
  },
  PE043: {
    message: (block: string, network: string) => `${network} has no block ${block}.`,
    hint: "See whether the network of that name in the Hardhat config is the chain that you mean.",
  },
  PE044: {
    message: (network: string, reason: string) => `${network} cannot be replayed: ${reason}.`,
    hint: 'What the executor supports is in the README, "Replaying blocks" and "Limits".',
  },
  PE045: {
    message: (block: string, network: string, what: string) =>
      `What ${network} answered of block ${block} is not understood: ${what}.`,
    hint: "It may not be an endpoint of an Ethereum chain. If it is, please open an issue.",
  },
  PE046: {
    message: (block: string, network: string, cause: string) =>
      `${network} does not give what block ${block} ran on: ${cause}.`,
    hint:
      "Blocks of the past need an endpoint that keeps old state (an archive node), or one with " +
      "debug_traceBlockByNumber.",
  },
  PE047: {
    message: (option: string, reason: string) => `${option} ${reason}.`,
    hint: "See: npx hardhat parallel-evm replay --help",
  },
  PE048: {
    message: (block: string, network: string, seconds: string) =>
      `Fetching took longer than ${seconds} s: block ${block} of ${network} and those behind it are not there yet.`,
    hint: "What was fetched is kept: the same command goes on from there. --timeout gives it more time.",
  },
  PE049: {
    message: (network: string, cause: string) => `${network} does not answer: ${cause}.`,
    hint: "What was fetched is kept: the same command goes on from there.",
  },
  PE050: {
    message: (memory: string) => `The report needs more than ${memory} MB.`,
    hint: "It is recorded: npx hardhat parallel-evm report makes it, without that limit. Or set parallelEvm.memory in the Hardhat config to more.",
  },
  PE051: {
    message: (option: string, nearest: string, all: string) =>
      `parallelEvm: there is no option "${option}"${nearest === "" ? "." : `; did you mean "${nearest}"?`} There are: ${all}.`,
    hint: 'All options are in the README, "In tests".',
  },
  PE052: {
    message: (count: string) =>
      `The function that was given to parallelEvm.crowd sent ${count} transactions, and a crowd makes one call. They were mined.`,
    hint: "Make a crowd of each: crowd(() => a.call()), crowd(() => b.call()). To see them together, use run().",
  },
  PE053: {
    message: (network: string) =>
      `parallelEvm does not see what is sent to ${network}: it is a network of type "http", and only those that Hardhat simulates are observed.`,
    hint:
      'Connect to a network of type "edr-simulated", which may be a fork of this one. For a chain\'s own blocks: ' +
      "npx hardhat parallel-evm replay --network NAME --block latest",
  },
  PE054: {
    message: (blocks: string, network: string, latest: string) =>
      `${network} has no block ${blocks} yet: its latest one is ${latest}.`,
    hint: "Name blocks up to the latest one: npx hardhat parallel-evm replay --network NAME --block latest-10..latest",
  },
  PE055: {
    message: (block: string) =>
      `Block ${block} was not recorded: it was mined before the connection was observed, or by the chain that this one forks.`,
    hint: "Blocks of a chain are read by: npx hardhat parallel-evm replay --network NAME --block N",
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class of the plugin; Hardhat prints it without a stack trace and without calling it a bug. */
export class ParallelEvmError extends HardhatPluginError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, args: string[], cause?: Error) {
    const { message, hint } = ERRORS[code] as {
      message: (...args: string[]) => string;
      hint: string;
    };
    super(PLUGIN_ID, `${code}: ${message(...args)}\n${hint}`, cause);
    this.code = code;
  }
}
