// In a file of its own, so that a Content-Security-Policy without inline scripts lets it run.
import init from "./profile.js";

await init({ module_or_path: "./profile_bg.wasm" });
