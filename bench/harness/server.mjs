// The local server: serves the pages as a good server does, and a toggle endpoint for every engine.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { LOOPBACK } from "./browser.mjs";
import { document, toggles } from "./documents.mjs";
import { PAGES, html } from "./pages.mjs";

const TYPES = { js: "text/javascript", wasm: "application/wasm", css: "text/css", html: "text/html" };

/** The toggle of the pages with one section. Their feed has a hundred toggles. */
export const ONE_TOGGLE = "profile_hide_direct_deposit";
const OTHERS = 99;

/** The engine of a request, by its path below `/toggles`. */
const ROUTES = [
    [/^\/api\/frontend/, "unleash"],
    [/^\/ofrep\/v1\/evaluate\/flags/, "ofrep"],
    [/^\/sdk\/evalx\//, "launchdarkly"],
    [/^\/api\/v1\/flags/, "flagsmith"],
    [/^\/api\/features\//, "growthbook"],
    [/^$/, "plain"],
];

export class Server {
    /** Whether the one section is down. */
    down = false;
    /** How many requests its endpoint has received. */
    requestCount = 0;
    #compressed = new Map();

    static async start(site) {
        const server = new Server();
        server.site = site;
        server.http = createServer((request, response) => server.#answer(request, response));
        await new Promise((resolve) => server.http.listen(0, LOOPBACK, resolve));
        server.url = `http://${LOOPBACK}:${server.http.address().port}`;
        return server;
    }

    async stop() {
        this.http.closeAllConnections();
        await new Promise((resolve) => this.http.close(resolve));
    }

    async #answer(request, response) {
        const { pathname } = new URL(request.url, this.url);
        try {
            const [bytes, type] = pathname.startsWith("/toggles")
                ? [this.#toggles(pathname.slice("/toggles".length)), "application/json"]
                : await this.#file(pathname);
            response.writeHead(200, {
                "Content-Type": type,
                "Content-Encoding": "br",
                "Content-Length": bytes.length,
                // A cross-origin isolated page gets a finer clock.
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Embedder-Policy": "require-corp",
            });
            response.end(bytes);
        } catch (error) {
            response.writeHead(404, { "Content-Type": "text/plain" });
            response.end(String(error));
        }
    }

    async #file(path) {
        if (!this.#compressed.has(path)) {
            const page = path.replace(/^\/|\/$/g, "");
            const file = path === "/driver.js" ? "/driver.js" : path.replace(/^\/files/, "");
            const bytes = page in PAGES ? Buffer.from(html(page)) : await readFile(join(this.site, normalize(file)));
            const type = TYPES[page in PAGES ? "html" : file.split(".").at(-1)] ?? "application/octet-stream";
            this.#compressed.set(path, [compressed(bytes, 11), type]);
        }
        return this.#compressed.get(path);
    }

    #toggles(path) {
        this.requestCount += 1;
        const [, engine] = ROUTES.find(([route]) => route.test(path)) ?? [];
        if (!engine) {
            throw new Error(`${path} is not an endpoint`);
        }
        const list = [[ONE_TOGGLE, this.down], ...toggles(OTHERS, [], undefined)];
        return compressed(Buffer.from(document(engine, list, this.down ? 2 : 1)), 5);
    }
}

/** Files get the best quality of brotli, as they are compressed once. Responses get a quality that servers use on the fly. */
const compressed = (bytes, quality) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
