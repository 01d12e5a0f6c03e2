// Tests the panels around a story: search, properties, events, the clock, and network faults.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { tree } from "./accessibility.mjs";
import { violations } from "./axe.mjs";
import { Server, available, launch, open, storybook, until } from "./support.mjs";

let browser;
let server;
before(async () => {
    browser = await launch();
    server = await Server.start(storybook());
});
after(async () => {
    await browser.close();
    await server.stop();
});

async function visit(t, story, options) {
    const page = await open(browser, `${server.url}/#/${story}`, options);
    t.after(() => page.context().close());
    await page.locator(`[data-story="${story}"] [data-skin]`).first().waitFor();
    return page;
}

const stories = (page) => page.locator("nav ul a");
const field = (page) => page.getByRole("searchbox", { name: "Search stories" });
const hits = (page) => page.getByRole("search").getByRole("status");
const hasFocus = (locator) => locator.evaluate((node) => node === document.activeElement);
const events = (page) => page.locator(".log li code").allInnerTexts();

test("search by keyboard finds by title, group and sentence, whatever the case and the accents", async (t) => {
    const page = await visit(t, "guarded-section/down");
    const all = await stories(page).count();
    await page.keyboard.press("/");
    assert.ok(await hasFocus(field(page)));
    assert.equal(await field(page).inputValue(), "", "the key itself is not typed");
    await page.keyboard.type("HÁLF guardedSECTION");
    await until("one is found", async () => (await stories(page).count()) === 1);
    assert.equal(await stories(page).innerText(), "Kept while down");
    assert.equal(await hits(page).innerText(), "1 story");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("ArrowDown");
    assert.ok(await hasFocus(stories(page).first()));
    await page.keyboard.press("Enter");
    await page.locator('[data-story="guarded-section/keep"]').waitFor();
    await until("the story has the focus", () => hasFocus(page.locator("h1")));

    await field(page).fill("no such words");
    await until("it says so", async () => /No story has all these words/.test(await hits(page).innerText()));
    assert.equal(await stories(page).count(), 0);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await until("it is empty", async () => (await field(page).inputValue()) === "");
    assert.ok(await hasFocus(field(page)));
    assert.equal(await stories(page).count(), all);
    assert.equal(await hits(page).innerText(), "");
});

test("the search key is ignored while typing, with modifiers, and where it is switched off", async (t) => {
    const page = await visit(t, "guarded-section/down");
    const section = page.getByRole("textbox", { name: "Section name" });
    await section.fill("a");
    await page.keyboard.press("/");
    assert.equal(await section.inputValue(), "a/");
    await page.locator("h1").focus();
    for (const modifier of ["Control", "Alt", "Meta"]) {
        await page.keyboard.press(`${modifier}+/`);
        assert.ok(await hasFocus(page.locator("h1")), modifier);
    }
    await page.getByRole("checkbox", { name: "Press / to search" }).uncheck();
    await page.locator("h1").focus();
    await page.keyboard.press("/");
    assert.ok(await hasFocus(page.locator("h1")));
});

test("on a phone the search key opens the list, and the typed text is not saved", async (t) => {
    const page = await visit(t, "guarded-section/down", { viewport: { width: 320, height: 640 } });
    assert.equal(await field(page).isVisible(), false);
    await page.keyboard.press("/");
    await until("the field has the focus", () => hasFocus(field(page)));
    await page.keyboard.type("hostile");
    await until("one is found", async () => (await stories(page).count()) === 1);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${width} pixels`);
    const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    assert.doesNotMatch(await kept(), /hostile/);
    assert.doesNotMatch(page.url(), /hostile/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await until("the list is folded", async () => !(await field(page).isVisible()));
    await page.reload();
    await page.locator("[data-skin]").waitFor();
    await page.keyboard.press("/");
    await until("the field is there", () => field(page).isVisible());
    assert.equal(await field(page).inputValue(), "");
});

test("a component's properties are on each of its stories, and on no other", async (t) => {
    const page = await visit(t, "guarded-section/down");
    const table = page.getByRole("table", { name: "Properties of GuardedSection" });
    await table.waitFor();
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), ["Property", "Type", "Default", "What it is"]);
    const row = (name) => table.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
    assert.deepEqual(await row("section").getByRole("cell").first().innerText(), "AttrValue");
    assert.equal(await row("section").getByRole("cell").nth(1).innerText(), "required");
    assert.equal(await row("heading_level").getByRole("cell").nth(1).innerText(), "3");
    for (const [story, component] of [
        ["temporary-outage/default", "TemporaryOutage"],
        ["downtime-banner/with-end", "DowntimeBanner"],
        ["downtime-warning/default", "DowntimeWarning"],
        ["maintenance-banner/now", "MaintenanceBanner"],
        ["outage-summary/three-sections", "OutageSummary"],
        ["guard/two-feeds", "OutageGuard"],
        ["own-look/compact", "OutageStyle"],
    ]) {
        await page.goto(`${server.url}/#/${story}`);
        await page.getByRole("table", { name: `Properties of ${component}` }).waitFor();
        assert.equal(await page.getByRole("table").count(), 1);
    }
    for (const story of ["rules/any-all-not", "hooks/use-toggle", "languages/spanish", "skins/custom", "recipes/route", "live/endpoint"]) {
        await page.goto(`${server.url}/#/${story}`);
        await page.locator(`[data-story="${story}"]`).waitFor();
        assert.equal(await page.getByRole("table").count(), 0, story);
    }
});

test("on a phone the properties are stacked, and still a table", async (t) => {
    const page = await visit(t, "guard/two-feeds", { viewport: { width: 320, height: 640 } });
    const table = page.getByRole("table", { name: "Properties of OutageGuard" });
    const box = await table.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
    assert.equal(await table.evaluate((node) => node.scrollWidth <= node.clientWidth), true);
    // As the browser passes it to screen readers, although it is laid out in blocks.
    const roles = (await tree(page)).map(({ role, name }) => `${role} ${name}`);
    for (const node of ["table Properties of OutageGuard", "columnheader Property", "columnheader What it is", "rowheader feeds", "cell "]) {
        assert.ok(roles.some((role) => role.startsWith(node)), node);
    }
    assert.deepEqual(await violations(page), []);
});

test("the events of a guard are listed, newest first, until the list is cleared", async (t) => {
    const page = await visit(t, "guarded-section/available");
    const log = page.locator(".log");
    const down = page.getByRole("checkbox", { name: /profile_hide_direct_deposit/ });
    assert.equal(await log.innerText().then((text) => /No events/.test(text)), true);
    await down.check();
    await available(page, "direct deposit", "down");
    await until("it is listed", async () => (await events(page)).join() === "SectionDown");
    await down.uncheck();
    await until("it comes first", async () => (await events(page)).join() === "SectionBack,SectionDown");
    assert.match(await log.locator("li").first().innerText(), /^\w+ \d+, \d{4}, [\d:]+\s[AP]M\s+SectionBack direct deposit$/);
    assert.deepEqual(await violations(page), []);
    // The list is not a live region, because the guard has its own.
    assert.equal(await log.locator("[role=status] li, [aria-live] li").count(), 0);
    await log.getByRole("button", { name: "Clear" }).press("Enter");
    await until("it is empty", async () => (await events(page)).length === 0);
    assert.ok(await hasFocus(log.getByRole("button", { name: "Clear" })));
    assert.equal(await log.getByRole("status").innerText(), "No events");
});

test("the log keeps fifty events and no more", async (t) => {
    const page = await visit(t, "guarded-section/several");
    const down = page.getByRole("checkbox", { name: /profile_service_is_out/ });
    // Each flip takes three sections down or brings them back.
    for (let times = 1; times <= 18; times += 1) {
        await down.setChecked(times % 2 === 1);
        const newest = times % 2 === 1 ? "SectionDown" : "SectionBack";
        await until("the log has them", async () => (await events(page))[0] === newest);
    }
    assert.equal((await events(page)).length, 50);
    await page.locator(".log__scroll").focus();
    await page.keyboard.press("End");
    await until("a keyboard scrolls it", () => page.locator(".log__scroll").evaluate((node) => node.scrollTop > 0));
});

test("stories about feeds and time list their events by their own clock", async (t) => {
    const page = await visit(t, "guarded-section/unknown-section");
    await until("a failing feed is logged", async () => (await events(page)).includes("FeedFailed"));
    await page.goto(`${server.url}/#/guarded-section/approaching`);
    await page.getByRole("button", { name: "+1 hour" }).click();
    await until("the log has it", async () => (await events(page))[0] === "SectionDown");
    assert.match(await page.locator(".log time").first().innerText(), /^May 2, 2026, 8:00:00\sPM$/);
    await page.goto(`${server.url}/#/guarded-section/down-with-end`);
    await page.locator('[data-story="guarded-section/down-with-end"]').waitFor();
    assert.equal(await page.locator(".log").count(), 0, "nothing can happen to it");
});

test("the clock stands still, jumps to a time both ways, and runs at a chosen speed", async (t) => {
    const page = await visit(t, "guarded-section/approaching", { timezoneId: "Asia/Tokyo" });
    const clock = page.getByRole("group", { name: "Clock" });
    const moment = clock.locator("time");
    const shows = (words) => until(`it is ${words}`, async () => (await moment.innerText()).includes(words));
    await shows("Saturday, May 2, 2026 at 7:00");
    const jump = clock.getByLabel("Jump to, in New York");
    assert.equal(await jump.inputValue(), "2026-05-02T19:00");
    await jump.fill("2026-05-02T21:59");
    await jump.press("Enter");
    await shows("9:59");
    await available(page, "direct deposit", "down");
    await jump.fill("2026-05-02T22:00");
    await clock.getByRole("button", { name: "Jump" }).click();
    await available(page, "direct deposit", "available");
    // In winter the zone has another offset.
    await jump.fill("2026-01-15T12:00");
    await jump.press("Enter");
    await shows("Thursday, January 15, 2026 at 12:00");
    await clock.getByRole("button", { name: "Reset" }).click();
    await shows("7:00");
    await available(page, "direct deposit", "approaching");

    await clock.getByRole("combobox", { name: "Speed" }).selectOption("1 hour a second");
    const run = clock.getByRole("button", { name: "Run" });
    await run.click();
    await available(page, "direct deposit", "down");
    assert.equal(await run.getAttribute("aria-pressed"), "true");
    await run.click();
    const stopped = await moment.innerText();
    assert.match(stopped, /[89]:00/);
    await clock.getByRole("combobox", { name: "Speed" }).selectOption("10 minutes a second");
    await run.click();
    await until("it goes on", async () => /:[1-5]0/.test(await moment.innerText()));
    await run.click();
    assert.deepEqual(await violations(page), []);
});

test("each network fault is shown, and removed", async (t) => {
    const page = await visit(t, "live/endpoint");
    t.after(() => server.heal());
    const health = page.locator(".health");
    const network = page.getByRole("group", { name: "Network" });
    const says = (words) => until(`it says ${words}`, async () => words.test(await health.innerText()), 20_000);
    const inForce = (fault) =>
        until(`${fault} is in force`, async () => (await network.getByRole("status").first().innerText()) === `Fault set from this page: ${fault}.`);
    await says(/A server answers at/);
    for (const [fault, words] of [
        ["Status 500", /status 500/],
        ["Nonsense", /found what looks like HTML/],
        ["Offline", /no answer/],
    ]) {
        await network.getByRole("button", { name: fault }).press("Enter");
        await inForce(fault);
        await says(words);
        await network.getByRole("button", { name: "Heal" }).press("Enter");
        await inForce("none");
        await says(/A server answers at/);
    }
    assert.deepEqual((await events(page)).slice(0, 2), ["FeedRecovered", "FeedFailed"]);

    const flip = page.getByRole("switch", { name: /direct.deposit/i });
    await available(page, "direct deposit", "available");
    await network.getByRole("button", { name: "304 forever" }).click();
    await inForce("304 forever");
    await flip.click();
    const before = (await server.requests()).length;
    await until("it is fetched again", async () => (await server.requests()).length > before + 1);
    assert.equal((await server.admin("GET", "toggles/profile_hide_direct_deposit")).on, true);
    await available(page, "direct deposit", "available");
    await network.getByRole("button", { name: "Heal" }).click();
    await available(page, "direct deposit", "down");

    await network.getByRole("button", { name: "Slow" }).click();
    await inForce("Slow");
    await until("an answer takes long", async () => (await server.requests()).at(-1).status === null);
    await network.getByRole("button", { name: "Heal" }).click();
    await inForce("none");
    await flip.click();
    await available(page, "direct deposit", "available");
});

test("leaving a story removes its fault from the server", async (t) => {
    const page = await visit(t, "live/windows");
    t.after(() => server.heal());
    await page.getByRole("button", { name: "Status 500" }).click();
    await until("it is spoilt", async () => (await fetch(`${server.url}/toggles`)).status === 500);
    await page.goto(`${server.url}/#/guarded-section/down`);
    await until("it is well", async () => (await fetch(`${server.url}/toggles`)).status === 200);
});
