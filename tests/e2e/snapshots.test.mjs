// Tests that every story looks as before, in light and dark, on a wide screen and on a phone.
// `cargo xtask test --update` takes new pictures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compared, dress, noneLeftOver, picture, still } from "./snapshots.mjs";
import { Server, launch, open, storybook } from "./support.mjs";

const MOMENT = new Date("2026-05-02T18:00:00Z");
const THEMES = ["light", "dark"];
const WIDTHS = [1280, 320];

/** The final state of stories that change in their first seconds. */
const SETTLED = {
    "guarded-section/pending": ".outage-pending",
    "guarded-section/unknown-section": "form",
    "guarded-section/unknown-outage": ".outage-alert",
};

let browser;
let server;
let stories;
const names = new Set();
before(async () => {
    browser = await launch();
    server = await Server.start(storybook());
    const page = await open(browser, `${server.url}/`);
    const links = page.locator('nav a[href*="/"]');
    await links.first().waitFor();
    const ids = await links.evaluateAll((links) => links.map((link) => link.getAttribute("href").slice(2).split("?")[0]));
    // Live stories show the time, so their pictures would differ.
    stories = [...new Set(ids)].filter((id) => id.includes("/") && !id.startsWith("live/"));
    await page.context().close();
});
after(async () => {
    console.log(`snapshots: ${names.size}, of ${stories.length} stories, each ${THEMES.join(" and ")}, ${WIDTHS.join(" and ")} pixels wide`);
    await browser.close();
    await server.stop();
});

for (const theme of THEMES) {
    for (const width of WIDTHS) {
        test(`every story looks as before, ${theme}, at ${width} pixels`, async (t) => {
            const context = await browser.newContext({
                viewport: { width, height: 900 },
                timezoneId: "America/New_York",
                locale: "en-US",
                reducedMotion: "reduce",
            });
            t.after(() => context.close());
            const page = await context.newPage();
            await still(page, MOMENT);
            await page.goto(`${server.url}/#/${stories[0]}?theme=${theme}`);
            await dress(page);
            const wrong = [];
            for (const story of stories) {
                await page.goto(`${server.url}/#/${story}?theme=${theme}`);
                const stage = page.locator(`[data-story="${story}"]`);
                await stage.locator(SETTLED[story] ?? "[data-skin]").first().waitFor();
                await page.waitForFunction(() => {
                    const parts = [...document.querySelectorAll("va-alert, va-maintenance-banner, va-button")];
                    const loaded = !/Loading the skin/.test(document.querySelector("[data-story]")?.innerText);
                    return loaded && parts.every((part) => part.shadowRoot?.childElementCount > 0);
                });
                const name = `${story.replace("/", "--")}.${theme}.${width}`;
                names.add(name);
                wrong.push(await compared(name, await picture(stage)));
            }
            assert.deepEqual(wrong.filter(Boolean), []);
        });
    }
}

test("no picture is stored of a story that is gone", () => noneLeftOver(names));
