// Tests the profile page, a front end that uses the crate, on a real endpoint.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Server, available, launch, open, profile, until } from "./support.mjs";

const SECTIONS = ["personal information", "contact information", "direct deposit", "notifications"];

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

/** One of the pictures in `docs/own-requests`. It is written when pictures are updated; nothing compares it. */
async function frame(page, name) {
    if (process.env.UPDATE_SNAPSHOTS === "1") {
        const path = fileURLToPath(new URL(`../../docs/own-requests/${name}.png`, import.meta.url));
        await page.locator('[data-section="contact information"]').screenshot({ path });
    }
}

/** A server, and a page that polls it every second. */
async function visit(t, path = "/?every=1", ...flags) {
    const server = await Server.start(profile(), ...flags);
    t.after(() => server.stop());
    const page = await open(browser, server.url + path);
    t.after(() => page.context().close());
    return { server, page };
}

test("a flip takes direct deposit down and brings it back, and touches nothing else", async (t) => {
    const { server, page } = await visit(t);
    for (const section of SECTIONS) {
        await available(page, section, "available");
    }
    const others = [];
    for (const section of SECTIONS.filter((section) => section !== "direct deposit")) {
        others.push(await page.$(`[data-section="${section}"] > *`));
    }
    const form = await page.$('[data-section="direct deposit"] form');
    assert.ok(form, "the form is there");

    await server.flip("profile_hide_direct_deposit", true);
    await available(page, "direct deposit", "down");
    assert.equal(await page.locator('[data-section="direct deposit"] form').count(), 0);
    const alert = page.locator('[data-section="direct deposit"] .outage-alert');
    assert.match(await alert.getByRole("heading", { level: 2 }).innerText(), /direct deposit/i);
    assert.match(await alert.innerText(), /555/, "the page's own words say whom to call");

    await server.flip("profile_hide_direct_deposit", false);
    await available(page, "direct deposit", "available");
    assert.equal(await page.locator('[data-section="direct deposit"] form').count(), 1);
    for (const node of others) {
        assert.ok(await node.evaluate((node) => node.isConnected), "the other sections are the same nodes");
    }
    assert.deepEqual(page.complaints, []);
});

test("a form whose own request fails goes down and keeps what was typed, until a probe brings it back", async (t) => {
    const { server, page } = await visit(t);
    await available(page, "contact information", "available");
    const email = page.getByLabel("Email");
    await email.fill("sam@example.com");
    await frame(page, "1-typed");
    const section = page.locator('[data-section="contact information"]');
    const paths = ["/v0/contact_information", "/v0/contact_information/health"];
    await server.fault({ status: 503, headers: { "Retry-After": "2" }, paths });
    await section.getByRole("button", { name: "Save" }).click();
    await available(page, "contact information", "down");
    assert.match(await section.innerText(), /not working/, "it is a failure, and no planned work");
    assert.equal(await email.isVisible(), false);
    for (const other of SECTIONS.filter((section) => section !== "contact information")) {
        await available(page, other, "available");
    }

    await frame(page, "2-down");

    // The service works again, slowly. A reader need not wait for the next probe.
    await server.fault({ delay_ms: 1_000, paths });
    const button = section.locator(".outage-action");
    await button.press("Enter");
    await until("a probe is under way", async () => (await button.innerText()) === "Checking…");
    await frame(page, "3-probe");
    await available(page, "contact information", "available");
    assert.equal(await email.inputValue(), "sam@example.com");
    await frame(page, "4-back");
    await server.heal();
    await section.getByRole("button", { name: "Save" }).click();
    await until("it is saved", async () => /We saved your contact information/.test(await section.innerText()));
    const probes = (await server.requests()).filter(({ path }) => path === paths[1]);
    assert.ok(probes.length >= 1, "a probe has found out");
});

test("while toggles load, the form is not shown and then removed", async (t) => {
    const server = await Server.start(profile(), "--toggle", "profile_hide_direct_deposit=on");
    t.after(() => server.stop());
    await server.fault({ delay_ms: 1_000, times: 1 });
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(() => {
        globalThis.seen = [];
        new MutationObserver(() => {
            const section = document.querySelector('[data-section="direct deposit"]');
            if (section) {
                const what = section.querySelector("form") ? "form" : section.querySelector(".outage-alert") ? "alert" : "pending";
                if (globalThis.seen.at(-1) !== what) {
                    globalThis.seen.push(what);
                }
            }
        }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.goto(`${server.url}/?every=1`);
    await available(page, "direct deposit", "down");
    assert.deepEqual(await page.evaluate(() => globalThis.seen), ["pending", "alert"]);
});

test("a feed that the document preloads is not fetched again", async (t) => {
    const server = await Server.start(profile(), "--toggle", "profile_hide_direct_deposit=on");
    t.after(() => server.stop());
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const link = '<link rel="preload" href="/toggles" as="fetch" crossorigin />';
    await page.route(/[?]engine=plain/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace("</head>", `${link}</head>`) });
    });
    await page.goto(`${server.url}/?engine=plain&every=3600`);
    await available(page, "direct deposit", "down");
    assert.equal((await server.requests()).filter(({ path }) => path === "/toggles").length, 1);

    await page.getByRole("button", { name: "Check again" }).first().click();
    await until("the guard fetches by itself", async () => {
        return (await server.requests()).filter(({ path }) => path === "/toggles").length === 2;
    });
});

test("a rule of two toggles takes contact information down by either", async (t) => {
    const { server, page } = await visit(t);
    for (const key of ["profile_hide_contact_information", "profile_hide_all"]) {
        await available(page, "contact information", "available");
        await server.flip(key, true);
        await available(page, "contact information", "down");
        await server.flip(key, false);
    }
    await available(page, "contact information", "available");
});

test("the link to notifications says that they are out", async (t) => {
    const { server, page } = await visit(t);
    await available(page, "notifications", "available");
    const link = page.getByRole("navigation").getByRole("link", { name: /notifications/i });
    assert.doesNotMatch(await link.innerText(), /not available right now/);
    await server.flip("profile_hide_notifications", true);
    await until("the link says so", async () => /not available right now/.test(await link.innerText()));
});

test("with the server gone, the last report stays in force", async (t) => {
    const { server, page } = await visit(t, "/?every=1", "--toggle", "profile_hide_direct_deposit=on");
    await available(page, "direct deposit", "down");
    let failed = 0;
    page.on("requestfailed", (request) => (failed += request.url().includes("feature_toggles")));
    await server.stop();
    // It fetches again once the first request has failed.
    await until("requests fail", () => failed > 1);
    await available(page, "direct deposit", "down");
    await available(page, "personal information", "available");
});

test("with no endpoint from the start, the sections are shown in the end", async (t) => {
    const { server, page } = await visit(t, "/?every=1&server=http://127.0.0.1:1");
    await page.locator('[data-section="direct deposit"] form').waitFor();
    await available(page, "direct deposit", "unknown");
    assert.ok(server.url);
});

test("a page with an endpoint that responds with nonsense still works", async (t) => {
    const { server, page } = await visit(t, "/?every=1", "--toggle", "profile_hide_direct_deposit=on");
    await available(page, "direct deposit", "down");
    await server.fault({ status: 200, content_type: "text/html", body: "<!DOCTYPE html><h1>Sign in</h1>" });
    const requestCount = async () => (await server.requests()).filter(({ path }) => path.includes("feature_toggles")).length;
    const before = await requestCount();
    // It fetches again once it has processed the first response.
    await until("it has received nonsense", async () => (await requestCount()) > before + 1);
    await available(page, "direct deposit", "down");
    await server.heal();
    await server.flip("profile_hide_direct_deposit", false);
    await available(page, "direct deposit", "available");
    assert.deepEqual(page.complaints, []);
});

test("an alert is reached and used by keyboard", async (t) => {
    const { server, page } = await visit(t, "/?every=1000", "--toggle", "profile_hide_personal_information=on");
    await available(page, "personal information", "down");
    const button = page.locator('[data-section="personal information"]').getByRole("button", { name: "Check again" });
    for (let tabs = 0; tabs < 60 && !(await button.evaluate((node) => node === document.activeElement)); tabs += 1) {
        await page.keyboard.press("Tab");
    }
    assert.ok(await button.evaluate((node) => node === document.activeElement), "Tab reaches the button");
    await server.flip("profile_hide_personal_information", false);
    await page.keyboard.press("Enter");
    await available(page, "personal information", "available");
});

test("a window three seconds ahead is warned of, goes down and comes back, with no reload and no request", async (t) => {
    const server = await Server.start(profile());
    t.after(() => server.stop());
    const services = ["lighthouse_direct_deposit"];
    // Readers see only those notes of an operator that are marked as public.
    const message = "db-7, ask @dave. USER_MESSAGE: New bank.";
    await server.admin("PUT", "windows/bank", { services, starts_in_ms: 3_000, ends_in_ms: 6_000, message });
    const page = await open(browser, `${server.url}/?every=1000`);
    t.after(() => page.context().close());
    await page.evaluate(() => {
        globalThis.stillHere = true;
    });

    await available(page, "direct deposit", "approaching");
    const section = page.locator('[data-section="direct deposit"]');
    const form = await section.locator("form").elementHandle();
    await section.getByText("New bank.").waitFor();
    assert.equal(await section.getByText("@dave").count(), 0);
    const before = (await server.requests()).length;

    await available(page, "direct deposit", "down");
    assert.equal(await form.evaluate((node) => node.isConnected), false);
    await available(page, "personal information", "available");
    await available(page, "direct deposit", "available");
    assert.equal(await section.locator(".outage-alert").count(), 0);
    assert.equal((await server.requests()).length, before);
    assert.equal(await page.evaluate(() => globalThis.stillHere), true);
    assert.deepEqual(page.complaints, []);
});

test("a window of the whole site is announced in a banner, which stays dismissed", async (t) => {
    const { server, page } = await visit(t);
    await available(page, "direct deposit", "available");
    await server.admin("PUT", "windows/site", { services: ["global"], starts_in_ms: 7_200_000, ends_in_ms: 9_000_000 });
    const banner = page.locator(".outage-banner");
    await banner.waitFor();
    assert.match(await banner.innerText(), /30 minutes/);
    await available(page, "direct deposit", "available");
    await banner.getByRole("button", { name: "Hide this message" }).click();
    await until("it is gone", async () => (await banner.count()) === 0);
    await page.reload();
    await available(page, "direct deposit", "available");
    assert.equal(await banner.count(), 0);
});
