// Tests the developers' panel in the storybook: axe, the keyboard alone, a phone's width, a strict policy, the clipboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { focused, tabTo } from "./accessibility.mjs";
import { violations } from "./axe.mjs";
import { Server, available, launch, open, storybook, underStrictPolicy, until } from "./support.mjs";

const STORY = "devtools/panel";

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

async function visit(t, choices = {}, options = {}) {
    const page = await open(browser, `${server.url}/#/${STORY}?${new URLSearchParams(choices)}`, options);
    t.after(() => page.context().close());
    await available(page, "contact information", "available");
    await opener(page).waitFor();
    return page;
}

const opener = (page) => page.getByRole("button", { name: /^Outage devtools/ });
const panel = (page) => page.getByRole("region", { name: "Outage devtools" });
const override = (page, key) => panel(page).getByRole("combobox", { name: `Override of ${key}` });

/** Opens the panel and every part of it. */
async function unfold(page) {
    await opener(page).click();
    const folded = panel(page).locator("details:not([open]) > summary");
    for (let left = await folded.count(); left > 0; left -= 1) {
        await folded.first().click();
    }
}

/** Skips the storybook's list of stories with its skip link. */
async function skipToStory(page) {
    await tabTo(page, "link", /^Skip to the story$/);
    await page.keyboard.press("Enter");
}

for (const theme of ["light", "dark"]) {
    test(`axe finds nothing on the open panel, ${theme}`, async (t) => {
        const page = await visit(t, { theme });
        await unfold(page);
        assert.deepEqual(await violations(page), []);
        await override(page, "hide_contact_information").selectOption("on");
        await available(page, "contact information", "down");
        await panel(page).getByRole("button", { name: "+1 hour" }).click();
        await available(page, "direct deposit", "down");
        await panel(page).getByText("overridden").first().waitFor();
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(page.complaints, []);
    });
}

test("by keyboard alone a toggle is overridden, stays so across a reload, and is cleared", async (t) => {
    const page = await visit(t);
    await skipToStory(page);
    await tabTo(page, "button", /^Outage devtools$/);
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
    await tabTo(page, "combobox", /^Override of hide_contact_information$/);
    await page.keyboard.press("ArrowDown");
    await available(page, "contact information", "down");
    assert.match((await focused(page)).name, /^Override of hide_contact/, "the focus stays");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "detached" });
    const button = await until("the button has the focus", async () => {
        const node = await focused(page);
        return node.role === "button" && node;
    });
    assert.equal(button.name, "Outage devtools 1 override");

    await page.reload();
    await available(page, "contact information", "down");
    await until("the button says so", async () => /1 override/.test(await opener(page).innerText()));
    await skipToStory(page);
    await tabTo(page, "button", /^Outage devtools/);
    await page.keyboard.press("Space");
    await tabTo(page, "button", /^Clear all overrides$/);
    await page.keyboard.press("Enter");
    await available(page, "contact information", "available");
    await until("the button says nothing", async () => (await opener(page).innerText()) === "Outage devtools");
    assert.deepEqual(await focused(page).then(({ role, name }) => [role, name]), ["region", "Outage devtools"]);
    assert.deepEqual(page.complaints, []);
});

test("time is moved into a window, a section is shown, and a reload is back to now", async (t) => {
    const page = await visit(t);
    await unfold(page);
    await panel(page).getByRole("button", { name: "+1 hour" }).click();
    await available(page, "direct deposit", "down");
    await panel(page).locator(".outage-devtools__window").filter({ hasText: "now" }).getByText("direct_deposit", { exact: true }).waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await panel(page).getByRole("button", { name: "Show contact information" }).click();
    const section = page.locator('[data-section="contact information"]');
    await until("it is in view", () => section.evaluate((node) => node.getBoundingClientRect().top < innerHeight));
    assert.equal(await section.evaluate((node) => getComputedStyle(node).outlineStyle), "solid");
    await page.reload();
    await available(page, "direct deposit", "approaching");
});

test("at 320 pixels the panel fits, and does not cover the focused element", async (t) => {
    const page = await visit(t, {}, { viewport: { width: 320, height: 640 } });
    await unfold(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    const box = await panel(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.height <= 320, JSON.stringify(box));
    const wide = await panel(page).evaluate((node) => node.scrollWidth - node.clientWidth);
    assert.equal(wide, 0, "nothing in it is wider than it");
    await page.evaluate(() => {
        document.activeElement.blur();
        window.scrollTo(0, 0);
    });
    // How much of the focused element is under the panel or its button. An element that is taller than the free space
    // must be visible in part.
    const covered = () =>
        page.evaluate(() => {
            const element = document.activeElement;
            if (element === document.body || element.closest(".outage-devtools")) {
                return 0;
            }
            const mine = element.getBoundingClientRect();
            const parts = [...document.querySelectorAll(".outage-devtools > button, .outage-devtools > section")];
            const over = parts.map((part) => part.getBoundingClientRect()).filter((part) => part.left < mine.right && mine.left < part.right);
            const visible = Math.min(mine.bottom, innerHeight) - Math.max(mine.top, 0);
            const hidden = over.map((part) => Math.min(part.bottom, mine.bottom) - Math.max(part.top, mine.top));
            const left = visible - hidden.filter((pixels) => pixels > 0).reduce((sum, pixels) => sum + pixels, 0);
            return mine.height > innerHeight / 2 ? Number(left < innerHeight / 4) : 1 - left / visible;
        });
    let seen = 0;
    for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press("Tab");
        const name = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80));
        seen += await page.evaluate(() => !document.activeElement.closest(".outage-devtools"));
        await until(`${name} is in sight`, async () => (await covered()) <= 0.01, 2_000);
    }
    assert.ok(seen > 20, `${seen} elements of the page had the focus`);
});

test("under a strict policy it is styled, without inline styles", async (t) => {
    const page = await underStrictPolicy(browser, server);
    t.after(() => page.context().close());
    await page.goto(`${server.url}/#/${STORY}`);
    await opener(page).waitFor();
    await unfold(page);
    const root = page.locator(".outage-devtools");
    assert.equal(await root.evaluate((node) => getComputedStyle(node).position), "fixed");
    await panel(page).getByRole("button", { name: "Show direct deposit" }).click();
    const section = page.locator('[data-section="direct deposit"]');
    assert.equal(await section.evaluate((node) => getComputedStyle(node).outlineStyle), "solid");
    assert.equal(await page.locator(".outage-devtools[style], .outage-devtools [style]").count(), 0);
    assert.deepEqual(page.complaints, []);
});

test("a bug report is copied, without a query", async (t) => {
    const page = await visit(t);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await unfold(page);
    await override(page, "hide_contact_information").selectOption("on");
    await available(page, "contact information", "down");
    await panel(page).getByRole("button", { name: "Copy a bug report" }).click();
    await panel(page).getByRole("status").filter({ hasText: "The bug report is copied." }).waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /^yew-outage \d/);
    assert.match(report, new RegExp(`^Page: ${server.url}/$`, "m"));
    assert.match(report, /^- hide_contact_information: on$/m);
    assert.match(report, /^- contact information: down, no end known; rule: hide_contact_information; overridden$/m);
    assert.match(report, /^- \S+Z section contact information down, no end known$/m);
    assert.equal(await panel(page).locator("textarea").count(), 0);
});
