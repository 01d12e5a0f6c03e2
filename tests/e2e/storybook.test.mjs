// The storybook: every story shows, is free of axe's complaints in light and dark, and the live one is live.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { Server, available, launch, open, storybook, until } from "./support.mjs";

const STORIES = [
    "temporary-outage/default",
    "temporary-outage/with-end",
    "temporary-outage/custom-body",
    "temporary-outage/statuses",
    "temporary-outage/headline",
    "downtime-banner/with-end",
    "downtime-banner/with-message",
    "downtime-banner/open-end",
    "downtime-banner/planned",
    "downtime-warning/default",
    "downtime-warning/open-end",
    "maintenance-banner/upcoming",
    "maintenance-banner/now",
    "maintenance-banner/custom",
    "guarded-section/available",
    "guarded-section/down",
    "guarded-section/down-with-end",
    "guarded-section/custom-fallback",
    "guarded-section/fallback-from-downtime",
    "guarded-section/hostile",
    "guarded-section/pending",
    "guarded-section/custom-pending",
    "guarded-section/unknown-section",
    "guarded-section/unknown-outage",
    "guarded-section/approaching",
    "guarded-section/window-open-end",
    "guarded-section/overlapping-windows",
    "guarded-section/whole-site",
    "guarded-section/render",
    "rules/any-all-not",
    "rules/services-and-toggles",
    "hooks/use-availability",
    "hooks/use-toggle",
    "guard/nested",
    "guard/two-feeds",
    "live/endpoint",
    "live/windows",
];

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
    await page.locator(`[data-story="${story}"]`).waitFor();
    return page;
}

for (const story of STORIES) {
    test(`${story} shows, with its source, and axe finds nothing in light or dark`, async (t) => {
        const page = await visit(t, story);
        assert.match(await page.locator("pre code").innerText(), /yew_outage/);
        const light = await violations(page);
        await page.getByRole("button", { name: "Dark" }).click();
        await until("the page is dark", () =>
            page.evaluate(() => getComputedStyle(document.documentElement).colorScheme.includes("dark")),
        );
        const dark = await violations(page);
        assert.deepEqual({ light, dark }, { light: [], dark: [] });
        // A story about an endpoint that never answers may say so; nothing else may complain.
        const own = page.complaints.filter((complaint) => !/Failed to load resource/.test(complaint));
        assert.deepEqual(own, []);
    });
}

test("the sidebar lists every story and no other", async (t) => {
    const page = await visit(t, STORIES[0]);
    const listed = await page
        .locator('nav a[href^="#/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute("href").slice(2)).filter((id) => id.includes("/")));
    assert.deepEqual([...new Set(listed)].sort(), [...STORIES].sort());
});

test("no story is wider than a phone of 320 pixels", async (t) => {
    const page = await visit(t, STORIES[0], { viewport: { width: 320, height: 640 } });
    for (const story of STORIES) {
        await page.goto(`${server.url}/#/${story}`);
        await page.locator(`[data-story="${story}"]`).waitFor();
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${story} is ${width} pixels wide`);
    }
});

test("controls change what is shown", async (t) => {
    const page = await visit(t, "temporary-outage/default");
    const heading = page.locator("[data-story] .outage-alert__headline");
    await page.getByRole("textbox", { name: /section/i }).fill("parking permits");
    await until("the headline follows", async () => /parking permits/.test(await heading.innerText()));
    await page.getByRole("combobox", { name: /heading level/i }).selectOption("5");
    await until("the level follows", async () => (await heading.evaluate((node) => node.tagName)) === "H5");
});

test("an address that is no story says so, and back leads back", async (t) => {
    const page = await visit(t, "guarded-section/down");
    await page.goto(`${server.url}/#/no/such-story`);
    await until("it says so", async () => /not found|no such|no story/i.test(await page.locator("main").innerText()));
    await page.goBack();
    await page.locator('[data-story="guarded-section/down"]').waitFor();
});

test("the live story flips toggles on the server and its sections react", async (t) => {
    const page = await visit(t, "live/endpoint");
    const story = page.locator('[data-story="live/endpoint"]');
    await available(page, "direct deposit", "available");
    const form = await story.locator('[data-section="direct deposit"] form').elementHandle();
    const other = await story.locator('[data-section="contact information"] > *').first().elementHandle();

    const live = page.getByRole("switch", { name: /direct.deposit/i });
    await live.click();
    await available(page, "direct deposit", "down");
    assert.equal((await server.admin("GET", "toggles/profile_hide_direct_deposit")).on, true);
    assert.equal(await form.evaluate((node) => node.isConnected), false);
    assert.equal(await other.evaluate((node) => node.isConnected), true);
    assert.equal(await live.getAttribute("aria-checked"), "true");

    await live.click();
    await available(page, "direct deposit", "available");
    assert.deepEqual(page.complaints, []);
});

test("the live story follows a flip by somebody else", async (t) => {
    const page = await visit(t, "live/endpoint");
    await available(page, "notifications", "available");
    await server.flip("profile_hide_notifications", true, { message: "We are moving to a new mailer." });
    await available(page, "notifications", "down");
    await page.getByText("We are moving to a new mailer.").first().waitFor();
    await server.flip("profile_hide_notifications", false);
    await available(page, "notifications", "available");
});
