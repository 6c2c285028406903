// Preloaded into a Hardhat process: lets what FAULT names go wrong in it.
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { isMainThread, parentPort, workerData } from "node:worker_threads";

const fault = process.env.FAULT;
const isReporter = /report-process-main\.\w+$/.test(process.argv[1] ?? "");
const makesReports = isMainThread && isReporter;
const runsTests = isMainThread && !isReporter;
/** Its threads are given nothing. */
const isExecutor = !isMainThread && workerData === null;

const FAULTS = {
  "trace fails": () => {
    if (!runsTests) return;
    const require = createRequire(process.env.FAULT_ROOT ?? import.meta.url);
    const { Provider } = require("@nomicfoundation/edr");
    const { handleRequest } = Provider.prototype;
    Provider.prototype.handleRequest = async function (request) {
      const asked = [JSON.parse(request)].flat(); // or a batch
      const traced = asked.find(({ method }) => method === "debug_traceTransaction");
      if (traced === undefined) return handleRequest.call(this, request);
      const { id } = traced;
      const error = { code: -32603, message: "no trace (injected)" };
      return { data: JSON.stringify({ jsonrpc: "2.0", id, error }), stackTrace: () => null };
    };
  },
  "disk is full": () => {
    if (!runsTests) return;
    const { appendFileSync } = fs;
    let room = 20_000;
    fs.appendFileSync = (path, text, ...rest) => {
      if (!/[/\\]recording[/\\]/.test(String(path))) return appendFileSync(path, text, ...rest);
      // As a file system does: what there is room for is written.
      const written = text.slice(0, room);
      room -= written.length;
      appendFileSync(path, written, ...rest);
      if (written === text) return;
      throw Object.assign(new Error("ENOSPC: no space left on device (injected)"), {
        code: "ENOSPC",
      });
    };
    syncBuiltinESMExports();
  },
  "report process ends": () => {
    if (makesReports) setTimeout(() => process.exit(3), 1_000);
  },
  "report process is killed": () => {
    if (makesReports) setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000);
  },
  "report process throws": () => {
    if (!makesReports) return;
    setTimeout(() => {
      throw new Error("injected");
    }, 500);
  },
  "report process does not start": () => {
    if (makesReports) throw new Error("injected");
  },
  "report process fills its memory": () => {
    if (!makesReports) return;
    const all = [];
    setInterval(() => {
      for (let i = 0; i < 500; i++) all.push(new Array(1e5).fill(i));
    }, 10);
  },
  "executor's threads end": () => {
    if (isExecutor) parentPort?.once("message", () => process.exit(3));
  },
};

const inject = FAULTS[fault];
if (inject === undefined) throw new Error(`There is no fault ${fault}`);
inject();
