// Shared helpers of the end-to-end tests: a toggle-server that serves a site, a browser, and waiting.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

export const wanted = (name) => process.env[name] ?? assert.fail(`${name} is not set; run \`cargo xtask test --only e2e\``);

/** A running toggle-server that serves a built site at its root. */
export class Server {
    static async start(site, ...flags) {
        const child = spawn(wanted("TOGGLE_SERVER"), ["--port", "0", "--dir", site, ...flags], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const lines = createInterface({ input: child.stdout });
        const [line] = await once(lines, "line");
        return new Server(child, line.match(/http:\S+/)[0]);
    }

    constructor(child, url) {
        this.child = child;
        this.url = url;
    }

    async admin(method, path, body) {
        const response = await fetch(`${this.url}/admin/${path}`, {
            method,
            headers: { "Content-Type": "application/json" },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        assert.ok(response.ok, `${path}: ${response.status}`);
        return response.status === 204 ? undefined : response.json();
    }

    flip(key, on, notice) {
        return this.admin("PUT", `toggles/${key}`, { on, notice });
    }

    fault(fault) {
        return this.admin("PUT", "fault", fault);
    }

    heal() {
        return this.admin("DELETE", "fault");
    }

    requests() {
        return this.admin("GET", "requests");
    }

    async stop() {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            const exited = once(this.child, "exit");
            this.child.kill("SIGTERM");
            await exited;
        }
    }
}

export const storybook = () => wanted("SITE_STORYBOOK");
export const profile = () => wanted("SITE_PROFILE");

/** The browser of one test file. */
export function launch() {
    return chromium.launch({
        executablePath: wanted("CHROMIUM"),
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
        ],
    });
}

/** A new blank page that records warnings and errors of its console. */
async function blank(browser, options = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => {
        if (message.type() === "error") {
            page.complaints.push(message.text());
        }
    });
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    return page;
}

/** Opens a page that records warnings and errors of its console. */
export async function open(browser, url, options = {}) {
    const page = await blank(browser, options);
    await page.goto(url);
    return page;
}

/** The same, blank, for which a server's site gets a strict Content-Security-Policy with a nonce. */
export async function underStrictPolicy(browser, server) {
    const page = await blank(browser);
    const nonce = "bm9uY2U";
    const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'`;
    await page.route(`${server.url}/`, async (route) => {
        const response = await route.fetch();
        const html = (await response.text()).replace("</head>", `<meta name="csp-nonce" content="${nonce}"></head>`);
        await route.fulfill({ response, body: html, headers: { ...response.headers(), "Content-Security-Policy": policy } });
    });
    return page;
}

/**
 * Polls a condition until it returns something truthy. Fails after ten seconds, or after the given time. No test waits
 * in another way.
 */
export async function until(what, condition, millis = 10_000) {
    const end = Date.now() + millis;
    for (;;) {
        const value = await condition();
        if (value) {
            return value;
        }
        if (Date.now() > end) {
            assert.fail(`timed out waiting until ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
}

/** Waits until a guarded section has this availability. */
export async function available(page, section, availability) {
    // JSON escapes quotes as a selector does.
    await page.locator(`[data-section=${JSON.stringify(section)}][data-availability="${availability}"]`).waitFor();
}
