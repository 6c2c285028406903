import tseslint from "typescript-eslint";

/** The page runs in a browser, and is checked by a project of its own. */
const PAGE = "src/internal/report/page/**/*.{ts,tsx}";

const RULES = {
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/consistent-type-imports": "error",
  "@typescript-eslint/switch-exhaustiveness-check": "error",
  "@typescript-eslint/restrict-template-expressions": [
    "error",
    { allowNumber: true, allowBoolean: true },
  ],
  "@typescript-eslint/no-floating-promises": [
    "error",
    {
      allowForKnownSafeCalls: [
        { from: "package", name: ["describe", "it", "test"], package: "node:test" },
      ],
    },
  ],
  "no-console": "error",
};

export default tseslint.config(
  {
    ignores: ["**/dist/**", "**/artifacts/**", "**/cache/**", "**/types/**", "**/parallel-evm/**"],
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    ignores: [PAGE],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ["../test/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: RULES,
  },
  {
    files: [PAGE],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["../src/internal/report/page/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: RULES,
  },
  {
    files: ["src/internal/report/**", "src/internal/tasks/**", "test/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["fixture-projects/**/*.ts"],
    extends: [tseslint.configs.recommended],
    // As chai's matchers are written.
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
);
