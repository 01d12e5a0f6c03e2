// Tests security: hostile text from a feed, and a strict Content-Security-Policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, available, launch, open, profile, storybook, underStrictPolicy } from "./support.mjs";

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

test("everything from a feed is shown as text, and cut to a limit", async (t) => {
    const server = await Server.start(profile());
    t.after(() => server.stop());
    const message = `<img src=x onerror="globalThis.ran = 1"><script>globalThis.ran = 2</script>\u202Edesrever\u2066${"word ".repeat(20_000)}`;
    const windows = [
        { id: "<b>w</b>", services: ["lighthouse_direct_deposit"], starts_at: "2020-01-01T00:00:00Z", message, link: "javascript:globalThis.ran=3" },
    ];
    const body = JSON.stringify({ toggles: { profile_hide_personal_information: { on: true, message } }, windows });
    await server.fault({ body });
    const page = await open(browser, `${server.url}/?engine=plain&every=1000`);
    t.after(() => page.context().close());

    await available(page, "personal information", "down");
    const words = page.locator('[data-section="personal information"] .outage-alert__message');
    const shown = await words.innerText();
    assert.ok(shown.startsWith('<img src=x onerror="globalThis.ran = 1"><script>'), shown.slice(0, 80));
    assert.ok(shown.length <= 2_001 && shown.endsWith("…"), `${shown.length} characters`);
    assert.equal(await words.locator("img, script").count(), 0);
    // Bidirectional control characters affect no other line.
    assert.equal(await words.evaluate((node) => getComputedStyle(node).unicodeBidi), "isolate");

    await available(page, "direct deposit", "down");
    assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    const width = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    assert.ok(width, "no word makes the page wider");
    assert.deepEqual(page.complaints, []);
});

test("the storybook works under a strict Content-Security-Policy", async (t) => {
    const server = await Server.start(storybook());
    t.after(() => server.stop());
    const page = await underStrictPolicy(browser, server);
    t.after(() => page.context().close());
    for (const story of ["guarded-section/down-with-end", "live/endpoint", "guarded-section/hostile"]) {
        await page.goto(`${server.url}/#/${story}`);
        await page.locator(`[data-story="${story}"]`).waitFor();
    }
    const alert = page.locator("[data-story] .outage-alert");
    await alert.waitFor();
    assert.equal(await alert.evaluate((node) => getComputedStyle(node).display), "flex", "its style sheet is let in");
    // The policy is in force: it blocks an inline script.
    const refused = await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = 1";
        document.head.append(script);
        return globalThis.ran;
    });
    assert.equal(refused, undefined);
    assert.deepEqual(page.complaints.filter((text) => !/inline script/.test(text)), []);
});
