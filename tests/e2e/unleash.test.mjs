// Tests the profile page on a real Unleash server, with a kill switch that its administrator flips.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, available, launch, open, profile, until, wanted } from "./support.mjs";

const KEY = "profile_hide_direct_deposit";
const OTHERS = ["personal information", "contact information", "notifications"];
const ENVIRONMENT = "environments/development";

let browser;
let site;
/** The only strategy of the kill switch: on for everybody. */
let strategy;
before(async () => {
    browser = await launch();
    site = await Server.start(profile());
    await admin("POST", "", { name: KEY, type: "kill-switch" });
    strategy = await admin("POST", `${KEY}/${ENVIRONMENT}/strategies`, everybody());
});
after(async () => {
    await browser?.close();
    await site?.stop();
});

/** Calls Unleash's admin API for the features of its default project. */
async function admin(method, path, body) {
    const url = `${wanted("UNLEASH_URL")}/api/admin/projects/default/features/${path}`.replace(/\/$/, "");
    const response = await fetch(url, {
        method,
        headers: { Authorization: wanted("UNLEASH_ADMIN_TOKEN"), "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${url}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
}

const everybody = (...variants) => ({
    name: "flexibleRollout",
    parameters: { rollout: "100", stickiness: "default", groupId: KEY },
    variants: variants.map((variant) => ({ weight: 1000, weightType: "variable", stickiness: "default", ...variant })),
});

const flip = (on) => admin("POST", `${KEY}/${ENVIRONMENT}/${on ? "on" : "off"}`);

/** The variant of the kill switch. */
const say = (...variants) => admin("PUT", `${KEY}/${ENVIRONMENT}/strategies/${strategy.id}`, everybody(...variants));

/** Opens the page, which polls Unleash every second. The switch is off before and after the test. */
async function visit(t, token = wanted("UNLEASH_FRONT_END_TOKEN")) {
    t.after(async () => {
        await flip(false);
        await say();
    });
    const query = new URLSearchParams({ engine: "unleash", server: wanted("UNLEASH_URL"), token, every: "1" });
    const page = await open(browser, `${site.url}/?${query}`);
    t.after(() => page.context().close());
    return page;
}

test("a kill switch of Unleash takes direct deposit down and brings it back, and touches nothing else", async (t) => {
    const page = await visit(t);
    const section = page.locator('[data-section="direct deposit"]');
    await available(page, "direct deposit", "available");
    const form = await section.locator("form").elementHandle();
    const others = [];
    for (const other of OTHERS) {
        await available(page, other, "available");
        others.push(await page.locator(`[data-section="${other}"] > *`).first().elementHandle());
    }

    await flip(true);
    await available(page, "direct deposit", "down");
    assert.equal(await form.evaluate((node) => node.isConnected), false);
    assert.match(await section.locator(".outage-alert").innerText(), /555/, "the page's own words say whom to call");

    await flip(false);
    await available(page, "direct deposit", "available");
    assert.equal(await section.locator("form").count(), 1);
    for (const other of OTHERS) {
        await available(page, other, "available");
    }
    for (const node of others) {
        assert.ok(await node.evaluate((node) => node.isConnected), "the other sections are the same nodes");
    }
    assert.deepEqual(page.complaints, []);
});

test("a variant's payload has the message and the end", async (t) => {
    const page = await visit(t);
    const section = page.locator('[data-section="direct deposit"]');
    await available(page, "direct deposit", "available");

    const minute = Math.ceil(Date.now() / 60_000) * 60_000;
    const notices = [
        ["We are changing banks.", new Date(minute + 3_600_000)],
        ["It takes longer.", new Date(minute + 7_200_000)],
    ];
    for (const [message, ends] of notices) {
        const value = JSON.stringify({ ends_at: ends.toISOString(), message });
        await say({ name: "notice", payload: { type: "json", value } });
        await flip(true);
        await available(page, "direct deposit", "down");
        await section.getByText(message).waitFor();
        const shown = await section.locator("time").evaluateAll((times) => times.map(({ dateTime }) => Date.parse(dateTime)));
        assert.ok(shown.includes(ends.getTime()), `${ends.getTime()} in ${shown}`);
    }

    await flip(false);
    await available(page, "direct deposit", "available");
    assert.equal(await section.getByText("It takes longer.").count(), 0);
    assert.deepEqual(page.complaints, []);
});

test("an unknown token takes nothing down", async (t) => {
    await flip(true);
    const page = await visit(t, "*:development.somebody-else");
    await until("Unleash refuses", () => page.complaints.some((complaint) => /401/.test(complaint)));
    await available(page, "direct deposit", "unknown");
    await page.locator('[data-section="direct deposit"] form').waitFor();
});
