// Tests the storybook as plain files in some folder: everything works, on the endpoint inside the page.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { available, launch, open, storybook, until } from "./support.mjs";

const FOLDER = "/some/where/";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

let browser;
let host;
let url;
const strays = [];
before(async () => {
    browser = await launch();
    host = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, "http://host");
        if (request.method !== "GET" || !pathname.startsWith(FOLDER)) {
            strays.push(`${request.method} ${pathname}`);
            response.writeHead(request.method === "GET" ? 404 : 405).end();
            return;
        }
        const path = normalize(pathname.slice(FOLDER.length)) === "." ? "index.html" : normalize(pathname.slice(FOLDER.length));
        const file = await readFile(join(storybook(), path)).catch(() => undefined);
        response.writeHead(file ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(file);
    });
    host.listen(0, "127.0.0.1");
    await once(host, "listening");
    url = `http://127.0.0.1:${host.address().port}${FOLDER}`;
});
after(async () => {
    await browser.close();
    host.close();
});

async function visit(t, story) {
    const page = await open(browser, `${url}#/${story}`);
    t.after(() => page.context().close());
    await page.locator(`[data-story="${story}"] .outage-section`).first().waitFor();
    return page;
}

/** All complaints but that about the missing toggle server, which is expected. */
const complaints = (page) => page.complaints.filter((text) => !/status of 404/.test(text));

test("the live story shows its endpoint, and flips its toggles", async (t) => {
    const page = await visit(t, "live/endpoint");
    await page.getByText("An endpoint inside this page answers").waitFor();
    await available(page, "direct deposit", "available");
    const flip = page.getByRole("switch", { name: /direct.deposit/i });
    await page.getByLabel(/Notice/).fill("We are moving to a new bank.");
    await flip.click();
    await available(page, "direct deposit", "down");
    assert.equal(await flip.getAttribute("aria-checked"), "true");
    await page.getByText("We are moving to a new bank.").first().waitFor();
    await available(page, "notifications", "available");

    // Another story and back: the endpoint is the same.
    await page.goto(`${url}#/guarded-section/available`);
    await page.locator('[data-story="guarded-section/available"]').waitFor();
    await page.goto(`${url}#/live/endpoint`);
    await available(page, "direct deposit", "down");
    await flip.click();
    await available(page, "direct deposit", "available");
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints(page), []);
});

test("the endpoint in the page has the same faults", async (t) => {
    const page = await visit(t, "live/endpoint");
    const health = page.locator(".health");
    const network = page.getByRole("group", { name: "Network" });
    const says = (words) => until(`it says ${words}`, async () => words.test(await health.innerText()), 20_000);
    await says(/inside this page answers/);
    for (const [fault, words] of [
        ["Status 500", /status 500/],
        ["Nonsense", /found what looks like HTML/],
        ["Offline", /no answer/],
    ]) {
        await network.getByRole("button", { name: fault }).click();
        await says(words);
        await network.getByRole("button", { name: "Heal" }).click();
        await says(/inside this page answers/);
    }
    const flip = page.getByRole("switch", { name: /direct.deposit/i });
    const fault = (name) => until(`${name} is in force`, async () => (await network.innerText()).includes(`Fault set from this page: ${name}.`));
    await network.getByRole("button", { name: "304 forever" }).click();
    await fault("304 forever");
    await flip.click();
    const fetchToggles = (headers) =>
        page.evaluate(async (headers) => {
            const answer = await fetch("in-page/toggles", { headers });
            return { status: answer.status, etag: answer.headers.get("ETag"), body: await answer.text() };
        }, headers);
    assert.deepEqual(await fetchToggles({}), { status: 304, etag: null, body: "" });
    await available(page, "direct deposit", "available");
    await network.getByRole("button", { name: "Heal" }).click();
    await available(page, "direct deposit", "down");
    const { status, etag } = await fetchToggles({});
    assert.equal(status, 200);
    assert.deepEqual(await fetchToggles({ "If-None-Match": etag }), { status: 304, etag, body: "" });
    assert.deepEqual(complaints(page), []);
});

test("a window is planned in the page, begins, and is ended", async (t) => {
    const page = await visit(t, "live/windows");
    await available(page, "direct deposit", "available");
    await page.getByRole("button", { name: "Plan: in 10 seconds, for 20" }).click();
    await available(page, "direct deposit", "approaching");
    await page.locator('[data-section="direct deposit"][data-availability="down"]').waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: "End it now" }).click();
    await available(page, "direct deposit", "available");
    assert.deepEqual(complaints(page), []);
});

test("all of it comes from its own folder", async (t) => {
    const page = await visit(t, "guarded-section/down");
    await page.goto(`${url}#/guarded-section/down?skin=va`);
    await page.locator("va-alert").waitFor();
    assert.equal(await page.locator(".frame__note").count(), 0);
    await page.getByRole("button", { name: "Check accessibility" }).click();
    await page.getByText("No violations").waitFor();
    assert.deepEqual(strays, []);
    assert.deepEqual(page.complaints, []);
});
