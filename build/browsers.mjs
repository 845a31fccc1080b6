/**
 * The oldest browsers that can run the wasm under the portal's content security policy
 * (`wasm-unsafe-eval`), as targets for esbuild.
 */
export const BROWSERS = ["es2020", "chrome97", "firefox102", "safari16"];
