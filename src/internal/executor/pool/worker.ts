import module from "node:module";

// Before EthereumJS is loaded: code that an earlier run compiled need not be compiled again.
module.enableCompileCache();
await import("./worker-main.ts");
