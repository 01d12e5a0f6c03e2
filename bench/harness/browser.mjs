// The one headless browser of a run, and the pages in it.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const LOOPBACK = "127.0.0.1";

/** The system's browser, without background activity. */
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? assert.fail("CHROMIUM is not set; run `cargo xtask bench`"),
        args: [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            // Allow loopback only. Intercepting requests would slow each of them down.
            `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${LOOPBACK}`,
        ],
    });
}

/**
 * Runs `work` on a page in a new context, so that nothing is cached or shared with another page. Every warning or error
 * in the console fails the visit: a page that fails fast would look good.
 */
export async function visit(browser, work) {
    const context = await browser.newContext();
    try {
        const page = await context.newPage();
        const complaints = [];
        page.on("console", (message) => {
            if (message.type() === "error") {
                complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => complaints.push(String(error)));
        page.on("request", (request) => {
            const { protocol, hostname } = new URL(request.url());
            if (protocol !== "data:" && hostname !== LOOPBACK) {
                complaints.push(`${request.url()} is out of bounds`);
            }
        });
        const measured = await work(page, await context.newCDPSession(page));
        assert.deepEqual(complaints, [], "the page complained");
        return measured;
    } finally {
        await context.close();
    }
}

/** Opens a driven page and waits until it is idle. */
export async function drive(server, page, { page: path, engine, fetches }, n, m) {
    await page.goto(`${server.url}/${path}/?n=${n}&m=${m}&engine=${engine}`);
    await page.evaluate((fetches) => bench.ready(fetches), fetches);
}
