import { render } from "preact";

import { App } from "./app.tsx";
import { readEmbedded } from "./read-embedded.ts";
import "./style.css";
import { applyTheme, chosenTheme } from "./theme.ts";

applyTheme(chosenTheme());

const root = document.getElementById("app");
if (root !== null) {
  readEmbedded().then(
    (data) => {
      document.title = `${data.project}: parallel EVM report`;
      root.replaceChildren();
      render(<App data={data} />, root);
    },
    (error: unknown) => {
      root.textContent = `This report cannot be shown: ${String(error)}. Make it again with: npx hardhat parallel-evm report`;
    },
  );
}
