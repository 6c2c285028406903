import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { chosenFormats } from "../../src/internal/config/chosen-formats.ts";

describe("chosenFormats", () => {
  it("are those of the config, or those of the option, each once", () => {
    assert.deepEqual(chosenFormats(undefined, ["html"]), ["html"]);
    assert.deepEqual(chosenFormats("sarif, HTML,sarif", ["json"]), ["sarif", "html"]);
  });

  it("are some", () => {
    for (const option of ["", " , "])
      assert.throws(() => chosenFormats(option, ["json"]), { code: "PE022" });
  });

  it("are names of formats", () => {
    assert.throws(() => chosenFormats("json,mardown", []), {
      code: "PE022",
      message: /no format "mardown"; did you mean "markdown"\? There are: terminal, json/,
    });
  });
});
