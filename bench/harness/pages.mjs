// Every page of the benchmark: where its files are and the document that loads them.

/** What carries a page: this crate and Yew by WebAssembly, the peers by one script. */
const wasm = (folder) => ({ folder, wasm: true });
const script = (folder) => ({ folder, wasm: false });

export const PEERS = ["unleash", "openfeature", "launchdarkly", "flagsmith", "growthbook"];

/** `many` have as many sections as the address says and are driven; `one` have one, and a real endpoint. */
export const PAGES = {
    "many/yew-outage": wasm("page-many"),
    "many/yew": wasm("page-plain"),
    "many/react": script("many/react"),
    "many/nothing": script(undefined),
    "one/yew-outage": wasm("page-guarded"),
    ...Object.fromEntries(PEERS.flatMap((peer) => [`many/${peer}`, `one/${peer}`].map((page) => [page, script(page)]))),
};

/**
 * The first request of those who send what a document can ask for ahead of its scripts: a plain GET. The others
 * send a key of theirs in a header (Unleash, Flagsmith) or a POST (OpenFeature), which no `<link>` does.
 */
const FEEDS = {
    "one/yew-outage": "/toggles",
    "one/launchdarkly": "/toggles/sdk/evalx/bench/contexts/eyJraW5kIjoidXNlciIsImtleSI6ImFub255bW91cyIsImFub255bW91cyI6dHJ1ZX0",
    "one/growthbook": "/toggles/api/features/bench",
};

/** The document of a page. All have the style sheet that an alert needs; wasm is preloaded, as trunk does it, and so is a feed that can be. */
export function html(page) {
    const { folder, wasm } = PAGES[page];
    const feed = page in FEEDS ? `<link rel="preload" href="${FEEDS[page]}" as="fetch" crossorigin>` : "";
    const driver = page.startsWith("many/") ? '<script src="/driver.js"></script>' : "";
    const at = `/files/${folder}`;
    const head = wasm
        ? `<link rel="modulepreload" href="${at}/page.js">
<link rel="preload" href="${at}/page_bg.wasm" as="fetch" type="application/wasm" crossorigin>`
        : "";
    const start = wasm
        ? `<script type="module">
import init from "${at}/page.js";
const exports = await init({ module_or_path: "${at}/page_bg.wasm" });
globalThis.wasm = exports.memory;
</script>`
        : `<script type="module" src="${at}/page.js"></script>`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${page}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/files/own.css">
${feed}
${head}
</head>
<body>
<div id="app"></div>
${driver}
${folder ? start : ""}
</body>
</html>
`;
}
