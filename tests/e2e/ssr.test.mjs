// Tests server-side rendering and hydration: the document is right before any script has run, and nothing flashes or
// moves during hydration.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { Server, available, launch, open, until, wanted } from "./support.mjs";

const site = () => wanted("SITE_SSR");
const MINUTE = 60_000;

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

/** A toggle-server, and the server that renders a page from its toggles. */
async function start(t, down = []) {
    // Set, so that there is no warning about an unknown key.
    const toggles = ["profile_hide_direct_deposit", "profile_hide_contact_information"];
    const flags = toggles.flatMap((key) => ["--toggle", `${key}=${down.includes(key) ? "on" : "off"}`]);
    const endpoint = await Server.start(site(), ...flags);
    t.after(() => endpoint.stop());
    const child = spawn(wanted("SSR_SERVER"), ["--dir", site(), "--endpoint", endpoint.url, "--port", "0"], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(async () => {
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        await exited;
    });
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    return { endpoint, url: line.match(/http:\S+/)[0] };
}

/** The document as it is sent, before any script. */
async function served(url) {
    return (await fetch(url)).text();
}

/** Marks the elements that the server sent, and watches for layout shifts. */
async function watched(t, url, options) {
    const context = await browser.newContext(options);
    t.after(() => context.close());
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    await page.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
                globalThis.shift += entry.value;
            }
        }).observe({ type: "layout-shift", buffered: true });
        document.addEventListener("DOMContentLoaded", () => {
            document.querySelectorAll("[data-section]").forEach((section) => {
                section.served = section.dataset.availability;
            });
        });
    });
    await page.goto(url);
    return page;
}

/** The guard's own live region is hidden by hydration. */
const takenOver = (page) =>
    until("the browser has taken over", () => page.evaluate(() => document.querySelector(".outage-live")?.style.position === "absolute"));

const servedAs = (page, section) => page.$eval(`[data-section="${section}"]`, (element) => element.served);

test("the alert is in the document, and hydration does not change it", async (t) => {
    const { endpoint, url } = await start(t, ["profile_hide_direct_deposit"]);
    const html = await served(url);
    assert.match(html, /data-section="direct deposit"[^>]*data-availability="down"/);
    assert.match(html, /You can’t use direct deposit right now/);
    assert.doesNotMatch(html, /Account ending in 1234/);
    assert.match(html, /12 Elm Street/);

    const page = await watched(t, url);
    await takenOver(page);
    assert.equal(await servedAs(page, "direct deposit"), "down", "the very element that came");
    assert.equal(await servedAs(page, "contact information"), "available");
    assert.equal(await page.evaluate(() => globalThis.shift), 0);

    // Two feeds, each fetched for both documents and by the browser.
    const requestCount = async () => (await endpoint.requests()).length;
    await until("the browser has fetched", async () => (await requestCount()) === 6);
    await page.getByRole("button", { name: "Check again" }).click();
    await until("it has fetched again", async () => (await requestCount()) === 8);
    assert.deepEqual(page.complaints, []);
});

test("without scripts, the alert is readable", async (t) => {
    const { url } = await start(t, ["profile_hide_direct_deposit"]);
    const context = await browser.newContext({ javaScriptEnabled: false });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("heading", { name: /direct deposit right now/ }).waitFor();
    assert.equal(await page.getByText("12 Elm Street").isVisible(), true);
});

test("times are in UTC in the document, and in the reader's zone after hydration", async (t) => {
    const { endpoint, url } = await start(t);
    const services = ["direct_deposit"];
    await endpoint.admin("PUT", "windows/bank", { services, starts_in_ms: -10 * MINUTE, ends_in_ms: 50 * MINUTE });
    assert.match(await served(url), /<time[^>]*>[^<]*UTC/);
    const page = await watched(t, url, { timezoneId: "America/New_York" });
    await takenOver(page);
    const times = page.locator('[data-section="direct deposit"] time');
    await until("times are the reader's", async () => (await times.allInnerTexts()).some((words) => / ET\b/.test(words)));
    assert.equal((await times.allInnerTexts()).some((words) => words.includes("UTC")), false);
    assert.equal(await servedAs(page, "direct deposit"), "down");
    assert.deepEqual(page.complaints, []);
});

test("a dismissed warning is in the document, and is removed without an announcement", async (t) => {
    const { endpoint, url } = await start(t);
    const services = ["direct_deposit"];
    await endpoint.admin("PUT", "windows/bank", { services, starts_in_ms: 10 * MINUTE, ends_in_ms: 60 * MINUTE });
    const page = await watched(t, url);
    await takenOver(page);
    const warning = page.locator('[data-section="direct deposit"] .outage-alert');
    await warning.getByRole("button").click();
    await until("it is dismissed", async () => (await warning.count()) === 0);
    await page.reload();
    await takenOver(page);
    await until("it stays away", async () => (await warning.count()) === 0);
    assert.equal(await servedAs(page, "direct deposit"), "approaching");
    assert.deepEqual(page.complaints, []);
});

test("with no feed, the document has pending sections, and the browser continues", async (t) => {
    const { endpoint, url } = await start(t);
    await endpoint.fault({ status: 503 });
    assert.match(await served(url), /data-section="direct deposit"[^>]*data-availability="unknown"/);
    await endpoint.heal();
    const page = await open(browser, url);
    t.after(() => page.context().close());
    await available(page, "direct deposit", "available");
});
