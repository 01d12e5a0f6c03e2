// Tests replacing a section by its alert and back, by keyboard alone and through the accessibility tree: for readers who
// use a screen reader or no mouse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { focused, announced, tabTo, tree } from "./accessibility.mjs";
import { Server, available, launch, open, profile, until } from "./support.mjs";

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

async function visit(t, options) {
    const server = await Server.start(profile());
    t.after(() => server.stop());
    const page = await open(browser, `${server.url}/?every=1`, options);
    t.after(() => page.context().close());
    await available(page, "contact information", "available");
    return { server, page };
}

test("focus and typed text survive an outage, by keyboard alone", async (t) => {
    const { server, page } = await visit(t);
    await tabTo(page, "textbox", /^Email/);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("sam@example.com");

    await server.flip("profile_hide_contact_information", true);
    await available(page, "contact information", "down");
    const heading = await until("the heading has the focus", async () => {
        const node = await focused(page);
        return node.role === "heading" && node;
    });
    assert.equal(heading.name, "Warning: You can’t use contact information right now");
    assert.equal(heading.level, 2);
    const hidden = (await tree(page)).filter((node) => /^(Email|Street address)$/.test(node.name));
    assert.deepEqual(hidden, [], "the kept form is out of reach");

    await page.keyboard.press("Tab");
    assert.deepEqual(await focused(page), {
        role: "button",
        name: "Check again",
        level: undefined,
        focused: true,
        disabled: false,
    });
    await page.keyboard.press("Tab");
    const beyond = await focused(page);
    assert.ok(!/Email|Street|ZIP|City|phone/.test(beyond.name), `Tab goes past the kept form, to ${beyond.name}`);

    await page.keyboard.press("Shift+Tab");
    await server.flip("profile_hide_contact_information", false);
    await page.keyboard.press("Enter");
    await available(page, "contact information", "available");
    await until("the field has the focus again", async () => /^Email/.test((await focused(page)).name));
    assert.equal(await page.getByLabel("Email").inputValue(), "sam@example.com");
    assert.deepEqual(page.complaints, []);
});

test("focus elsewhere does not move", async (t) => {
    const { server, page } = await visit(t);
    await tabTo(page, "link", /^Notifications/);
    await server.flip("profile_hide_contact_information", true);
    await available(page, "contact information", "down");
    assert.match((await focused(page)).name, /^Notifications/);
    await server.flip("profile_hide_contact_information", false);
    await available(page, "contact information", "available");
    assert.match((await focused(page)).name, /^Notifications/);
});

test("changes are announced once, the first state is not, and several are summed up", async (t) => {
    const { server, page } = await visit(t);
    const regions = (await tree(page)).filter((node) => node.role === "status" && node.name === "");
    assert.ok(regions.length > 0, "the live region is there from the start");
    // Records all texts of all live regions.
    await page.evaluate(() => {
        globalThis.said = [];
        const region = document.querySelector(".outage-live");
        const note = () => region.textContent && globalThis.said.push(region.textContent);
        new MutationObserver(note).observe(region, { subtree: true, childList: true, characterData: true });
    });
    assert.deepEqual(await announced(page), []);

    await server.flip("profile_hide_direct_deposit", true);
    await until("it is announced", async () => (await announced(page)).length > 0);
    await server.flip("profile_hide_direct_deposit", false);
    await available(page, "direct deposit", "available");
    // Three flips in one response.
    await page.context().setOffline(true);
    for (const key of ["direct_deposit", "contact_information", "notifications"]) {
        await server.flip(`profile_hide_${key}`, true);
    }
    await page.context().setOffline(false);
    await until("the sum is announced", async () => /sections/.test((await announced(page))[0] ?? ""));
    const said = await page.evaluate(() => globalThis.said);
    assert.deepEqual(said.slice(0, 2), ["You can’t use direct deposit right now", "Available again: direct deposit"]);
    assert.deepEqual(said.slice(2), ["3 sections are not available right now"]);
});

test("a section that is down from the start is not announced", async (t) => {
    const server = await Server.start(profile(), "--toggle", "profile_hide_direct_deposit=on");
    t.after(() => server.stop());
    const page = await open(browser, `${server.url}/?every=1`);
    t.after(() => page.context().close());
    await available(page, "direct deposit", "down");
    const before = (await server.requests()).length;
    await until("the page has fetched again", async () => (await server.requests()).length > before + 2);
    assert.deepEqual(await announced(page), []);
    const alerts = (await tree(page)).filter((node) => node.role === "group" && /direct deposit/.test(node.name));
    assert.equal(alerts.length, 1, "the alert is a group with a name");
});

test("an alert is complete with text at 200 % and at a width of 320 pixels", async (t) => {
    const { server, page } = await visit(t, { viewport: { width: 320, height: 640 } });
    await server.flip("profile_hide_direct_deposit", true, { message: "We are moving to a new bank." });
    await available(page, "direct deposit", "down");
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    const lost = await page.evaluate(() => {
        const alert = document.querySelector(".outage-alert");
        const edge = alert.getBoundingClientRect().right;
        const parts = [...alert.querySelectorAll("*")];
        return parts.filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.outerHTML);
    });
    assert.deepEqual(lost, []);
    const alert = await page.locator(".outage-alert").first().boundingBox();
    assert.ok(alert.x >= 0 && alert.x + alert.width <= 320, JSON.stringify(alert));
    const button = await page.locator(".outage-action").first().boundingBox();
    assert.ok(button.height >= 24 && button.width >= 24, JSON.stringify(button));
});

test("in forced colours and in print an alert has its border, and print has no buttons", async (t) => {
    const { server, page } = await visit(t, { forcedColors: "active" });
    await server.flip("profile_hide_direct_deposit", true);
    await available(page, "direct deposit", "down");
    const alert = page.locator('[data-section="direct deposit"] .outage-alert');
    const border = () => alert.evaluate((node) => getComputedStyle(node).borderTopWidth);
    assert.equal(await border(), "1px");
    await page.emulateMedia({ media: "print", forcedColors: "none" });
    assert.equal(await border(), "1px");
    assert.equal(await alert.isVisible(), true);
    assert.equal(await alert.getByRole("button").count(), 0);
});
