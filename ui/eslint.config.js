// What the compiler does not check: layering between folders, and text that must stay text.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const FEATURES = "overview|connect|traffic|directory|org|sync|findings";

/** Forbids imports whose path matches, with the reason as the message. */
const forbid = (...patterns) => ({
  "no-restricted-imports": [
    "error",
    { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
  ],
});
const tauri = ["^@tauri-apps/", "Only transport/ knows which host it has."];
const bindings = ["/bindings/", "kit/ knows no SCIM."];

export default ts.config(
  { ignores: ["dist/", "src/bindings/", "test-results/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
      "no-undef": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/button-has-type": "error",
      "svelte/require-each-key": "error",
    },
  },
  {
    files: ["src/kit/**"],
    rules: forbid(tauri, bindings, ["/(transport|shell|features)/", "kit/ stands on lib/ alone."]),
  },
  {
    files: ["src/lib/**"],
    rules: forbid(tauri, ["/(transport|shell|features|kit)/", "lib/ is pure TypeScript."]),
  },
  {
    files: ["src/shell/**"],
    rules: forbid(tauri, ["/features/", "The shell loads features by route only."]),
  },
  {
    files: ["src/features/**"],
    rules: forbid(tauri, [
      `^(\\.\\./)+(features/)?(${FEATURES})(/|$)`,
      "Features do not import each other; link with lib/routes.ts or move it to kit/ or lib/.",
    ]),
  },
  { files: ["scripts/**", "e2e/**"], rules: { "no-console": "off" } },
);
