// Starts the page. A file of its own, so that a Content-Security-Policy without inline scripts allows it.
import init from "./ssr.js";

await init({ module_or_path: "./ssr_bg.wasm" });
