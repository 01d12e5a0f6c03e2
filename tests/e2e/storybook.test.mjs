// Tests the storybook: every story is shown, axe finds no violation in any theme, language or skin, and the live story
// is live.

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
    "outage-summary/three-sections",
    "outage-summary/forty-sections",
    "guarded-section/available",
    "guarded-section/down",
    "guarded-section/down-with-end",
    "guarded-section/custom-fallback",
    "guarded-section/fallback-from-downtime",
    "guarded-section/keep",
    "guarded-section/beside-a-list",
    "guarded-section/several",
    "guarded-section/hostile",
    "guarded-section/pending",
    "guarded-section/custom-pending",
    "guarded-section/unknown-section",
    "guarded-section/unknown-outage",
    "guarded-section/approaching",
    "guarded-section/window-open-end",
    "guarded-section/overlapping-windows",
    "guarded-section/degraded",
    "guarded-section/overdue",
    "guarded-section/whole-site",
    "guarded-section/render",
    "rules/any-all-not",
    "rules/services-and-toggles",
    "hooks/use-action-guard",
    "hooks/use-availability",
    "hooks/use-toggle",
    "guard/nested",
    "guard/two-feeds",
    "languages/spanish",
    "languages/own-words",
    "languages/own-language",
    "skins/uswds",
    "skins/va",
    "skins/custom",
    "own-look/custom-properties",
    "own-look/compact",
    "recipes/route",
    "recipes/navigation",
    "recipes/whole-site",
    "recipes/custom-alert",
    "recipes/nested-guards",
    "recipes/two-feeds",
    "live/endpoint",
    "live/windows",
    "devtools/panel",
];

const THEMES = ["light", "dark"];
const LANGUAGES = ["en", "es"];
const SKINS = ["own", "uswds", "va"];

let browser;
let server;
let checks = 0;
let found = 0;
before(async () => {
    browser = await launch();
    server = await Server.start(storybook());
});
after(async () => {
    const each = [THEMES, LANGUAGES, SKINS].map((choices) => choices.join(", ")).join(" × ");
    console.log(`axe: ${checks} runs on ${STORIES.length} stories × ${each}; ${found} with violations`);
    await browser.close();
    await server.stop();
});

async function visit(t, story, options) {
    const page = await open(browser, `${server.url}/#/${story}`, options);
    t.after(() => page.context().close());
    await shown(page, story.split("?")[0]);
    return page;
}

/** Shows a story with the given choices. The other choices stay as before. */
async function show(page, story, choices) {
    await page.goto(`${server.url}/#/${story}?${new URLSearchParams(choices)}`);
    await shown(page, story, choices.skin);
}

/** Waits until a story is shown with its skin's files, and until web components have rendered. */
async function shown(page, story, skin) {
    const inSkin = skin === undefined ? "[data-skin]" : `[data-skin="${skin}"]`;
    await page.locator(`[data-story="${story}"] ${inSkin}`).first().waitFor();
    await page.waitForFunction(() =>
        [...document.querySelectorAll("va-alert, va-maintenance-banner, va-button")].every(
            (element) => element.shadowRoot?.childElementCount > 0,
        ),
    );
}

const isDark = (page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme === "dark");

/** Runs axe on the preview by the storybook's own panel, and returns its text. */
async function panel(page) {
    await page.getByRole("button", { name: "Check accessibility" }).click();
    const findings = page.locator(".findings");
    checks += 1;
    return until("axe is done", async () => {
        const said = await findings.innerText();
        return said !== "" && said !== "Checking…" && said;
    });
}

for (const story of STORIES) {
    test(`${story} shows, with its source, and axe finds nothing in any theme, language or skin`, async (t) => {
        const page = await visit(t, story);
        assert.match(await page.locator("pre code").innerText(), /yew_outage/);
        for (const theme of THEMES) {
            await show(page, story, { theme });
            await until(`the page is ${theme}`, async () => (await isDark(page)) === (theme === "dark"));
            const whole = await violations(page);
            checks += 1;
            found += whole.length > 0;
            assert.deepEqual(whole, [], `the whole page, ${theme}`);
            for (const lang of LANGUAGES) {
                for (const skin of SKINS) {
                    await show(page, story, { lang, skin });
                    const said = await panel(page);
                    found += said !== "No violations";
                    assert.equal(said, "No violations", `${theme}, ${lang}, ${skin}`);
                }
            }
        }
        // A story about an endpoint that never responds may log that. Nothing else may be logged.
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

test("no story is wider than 320 pixels, in any skin", async (t) => {
    const page = await visit(t, STORIES[0], { viewport: { width: 320, height: 640 } });
    for (const story of STORIES) {
        for (const skin of SKINS) {
            await show(page, story, { skin });
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= 320, `${story} is ${width} pixels wide in the skin ${skin}`);
        }
    }
    // A wider preview scrolls inside of its frame.
    await show(page, "skins/uswds", { dir: "rtl", width: "768" });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test("the toolbar works by keyboard, and the URL and the tab keep the choices", async (t) => {
    const page = await visit(t, "guarded-section/down");
    const story = page.locator("[data-story]");
    for (const [name, presses] of [["Language", 1], ["Direction", 1], ["Skin", 1], ["Width", 2]]) {
        const select = page.getByRole("combobox", { name, exact: true });
        await select.focus();
        for (let press = 0; press < presses; press += 1) {
            await page.keyboard.press("ArrowDown");
        }
        assert.ok(await select.evaluate((node) => node === document.activeElement), `${name} keeps the focus`);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const chosen = async (where) => {
        await shown(page, where, "uswds");
        assert.deepEqual(await story.evaluate(({ lang, dir, offsetWidth }) => ({ lang, dir, offsetWidth })), {
            lang: "es",
            dir: "rtl",
            offsetWidth: 320,
        });
        await story.getByRole("heading", { name: /el depósito directo/ }).waitFor();
        assert.ok(await isDark(page));
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        assert.match(page.url(), /theme=dark&lang=es&dir=rtl&skin=uswds&width=320$/);
    };
    await chosen("guarded-section/down");
    await page.getByRole("navigation").getByRole("link", { name: "Down, with a notice" }).click();
    await chosen("guarded-section/down-with-end");
    await page.goto(server.url);
    await page.locator(".overview").waitFor();
    await page.goto(`${server.url}/#/guarded-section/down`);
    await chosen("guarded-section/down");
});

test("the URL overrides the choices, and unknown options in it are ignored", async (t) => {
    const page = await visit(t, "guarded-section/down?theme=dark&lang=es&width=768");
    assert.equal(await page.locator("[data-story]").evaluate((node) => node.offsetWidth), 768);
    await page.goto(`${server.url}/#/guarded-section/down?lang=en&skin=gold`);
    await page.getByRole("heading", { name: /direct deposit/ }).waitFor();
    for (const [name, value] of [["Language", "en"], ["Skin", "own"], ["Width", "768"]]) {
        assert.equal(await page.getByRole("combobox", { name, exact: true }).inputValue(), value);
    }
    assert.ok(await isDark(page));
});

test("skins use the files of their design systems, in the preview alone", async (t) => {
    const page = await visit(t, "skins/uswds");
    const style = (locator, name) => locator.evaluate((node, name) => getComputedStyle(node)[name], name);
    const heading = page.locator("h1");
    const before = await style(heading, "fontFamily");

    const alert = page.locator("[data-story] .usa-alert--warning");
    assert.equal(await style(alert, "borderLeftColor"), "rgb(255, 190, 46)");
    assert.match(await style(alert.locator(".usa-alert__body"), "fontFamily"), /Source Sans Pro/);
    assert.equal(await style(heading, "fontFamily"), before);

    await show(page, "skins/va", {});
    assert.equal(await page.locator('link[href*="uswds"]').count(), 0, "another skin's style sheet is gone");
    const drawn = page.locator("va-alert .usa-alert--warning");
    assert.equal(await style(drawn, "borderLeftColor"), "rgb(255, 190, 46)");
    await page.locator("va-maintenance-banner").getByText("Duration:").waitFor();
    assert.equal(await style(heading, "fontFamily"), before);
    const fonts = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family.replaceAll('"', ""));
    });
    assert.ok(fonts.includes("Source Sans Pro Web") && fonts.includes("Bitter"), fonts.join());
    assert.deepEqual(page.complaints, []);
});

test("a skin and axe report missing files", async (t) => {
    const page = await visit(t, "guarded-section/down");
    await page.route(/\/skins\/|axe/, (route) => route.fulfill({ status: 404 }));
    await show(page, "guarded-section/down", { skin: "uswds" });
    await page.getByText("This skin’s files are not here").waitFor();
    await page.getByRole("heading", { name: /direct deposit/ }).waitFor();
    assert.match(await panel(page), /axe is not here/);
});

test("the panel lists the violations, and clears them when the story starts over", async (t) => {
    const page = await visit(t, "guarded-section/available");
    await page.locator("[data-skin]").evaluate((node) => node.append(document.createElement("input")));
    assert.match(await panel(page), /^Violations: 1\s+label: .*\s+<input>$/);
    await page.getByRole("button", { name: "Start over" }).click();
    await until("it is forgotten", async () => (await page.locator(".findings").innerText()) === "");
});

test("a kept form is unchanged when it is back", async (t) => {
    const page = await visit(t, "guarded-section/keep");
    const number = page.getByLabel("Account number");
    const down = page.getByRole("checkbox", { name: /profile_hide_direct_deposit/ });
    await number.fill("12345");
    await down.check();
    await available(page, "direct deposit", "down");
    assert.equal(await number.isVisible(), false);
    await down.uncheck();
    await available(page, "direct deposit", "available");
    assert.equal(await number.inputValue(), "12345");
});

test("controls change the preview", async (t) => {
    const page = await visit(t, "temporary-outage/default");
    const heading = page.locator("[data-story] .outage-alert__headline");
    await page.getByRole("textbox", { name: /section/i }).fill("parking permits");
    await until("the headline follows", async () => /parking permits/.test(await heading.innerText()));
    await page.getByRole("combobox", { name: /heading level/i }).selectOption("5");
    await until("the level follows", async () => (await heading.evaluate((node) => node.tagName)) === "H5");
});

test("a URL of no story shows a message, and the back button works", async (t) => {
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

test("the live story follows a flip by another client", async (t) => {
    const page = await visit(t, "live/endpoint");
    await available(page, "notifications", "available");
    await server.flip("profile_hide_notifications", true, { message: "We are moving to a new mailer." });
    await available(page, "notifications", "down");
    await page.getByText("We are moving to a new mailer.").first().waitFor();
    await server.flip("profile_hide_notifications", false);
    await available(page, "notifications", "available");
});
