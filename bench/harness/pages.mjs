// The pages of the benchmark: their files, and the document that loads them.

/** The files of a page: WebAssembly for this crate and Yew, one script for the peers. */
const wasm = (folder) => ({ folder, wasm: true });
const script = (folder) => ({ folder, wasm: false });

export const PEERS = ["unleash", "openfeature", "launchdarkly", "flagsmith", "growthbook"];

/** Pages of `many` are driven and have as many sections as the URL requests. Pages of `one` have one section and a real endpoint. */
export const PAGES = {
    "many/yew-outage": wasm("page-many"),
    "many/yew": wasm("page-plain"),
    "many/react": script("many/react"),
    "many/nothing": script(undefined),
    "one/yew-outage": wasm("page-guarded"),
    ...Object.fromEntries(PEERS.flatMap((peer) => [`many/${peer}`, `one/${peer}`].map((page) => [page, script(page)]))),
};

/**
 * The first request of the contenders for which a `<link>` can preload it: a plain GET. The others send a key in a
 * header (Unleash, Flagsmith) or a POST (OpenFeature), which a `<link>` cannot.
 */
const FEEDS = {
    "one/yew-outage": "/toggles",
    "one/launchdarkly": "/toggles/sdk/evalx/bench/contexts/eyJraW5kIjoidXNlciIsImtleSI6ImFub255bW91cyIsImFub255bW91cyI6dHJ1ZX0",
    "one/growthbook": "/toggles/api/features/bench",
};

/** The document of a page. All have the style sheet of the alert. WebAssembly is preloaded as by Trunk, and so is the feed if possible. */
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
