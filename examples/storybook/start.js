// In a file of its own, so that a Content-Security-Policy without inline scripts lets it run.
import init from "./storybook.js";

await init({ module_or_path: "./storybook_bg.wasm" });
