// Tests what a reader does while sections go and come back, with a real mouse and real keys: an open dialog, a field in
// a shadow tree, an edited alert, a dismissed message, and repeated announcements.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { focused, tabTo } from "./accessibility.mjs";
import { Server, available, launch, open, profile, storybook, until } from "./support.mjs";

const CONTACT = "profile_hide_contact_information";

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

async function visit(t) {
    const server = await Server.start(profile());
    t.after(() => server.stop());
    // By plain JSON, because its toggles have messages.
    const page = await open(browser, `${server.url}/?every=1&engine=plain`);
    t.after(() => page.context().close());
    await available(page, "contact information", "available");
    return { server, page };
}

/** Adds what an app might have to the form that is kept. */
function addToForm(page, html) {
    return page.evaluate((html) => {
        const template = document.createElement("template");
        template.innerHTML = html;
        document.querySelector('[data-section="contact information"] form').append(template.content);
    }, html);
}

async function flip(server, page, on, notice) {
    await server.flip(CONTACT, on, notice);
    await available(page, "contact information", on ? "down" : "available");
}

test("an open dialog does not block the page while its section is down, and is open again afterwards", async (t) => {
    const { server, page } = await visit(t);
    await addToForm(
        page,
        `<button type="button" id="ask">Change address</button>
         <dialog id="dialog"><label>New street <input id="street"></label></dialog>`,
    );
    await page.evaluate(() => {
        const dialog = document.getElementById("dialog");
        document.getElementById("ask").addEventListener("click", () => dialog.showModal());
        globalThis.events = [];
        dialog.addEventListener("close", () => globalThis.events.push("close"));
    });
    await page.getByRole("button", { name: "Change address" }).click();
    await page.getByLabel("New street").click();
    await page.keyboard.type("1 Main St");

    await flip(server, page, true);
    await until("the alert's heading has the focus", async () => (await focused(page)).role === "heading");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "Check again", "the page can be used by keyboard");
    await page.getByRole("link", { name: "Notifications" }).click();

    await flip(server, page, false);
    await until("it is open again", () => page.evaluate(() => document.getElementById("dialog").matches(":modal")));
    assert.equal(await page.getByLabel("New street").inputValue(), "1 Main St");
    assert.deepEqual(await page.evaluate(() => globalThis.events), [], "its author has not closed it");
    await page.keyboard.press("Escape");
    await until("the reader can close it", () => page.evaluate(() => globalThis.events.length === 1));
    assert.deepEqual(page.complaints, []);
});

test("focus returns to the same field, in a shadow tree as well", async (t) => {
    const { server, page } = await visit(t);
    await addToForm(page, `<own-field></own-field>`);
    await page.evaluate(() => {
        const host = document.querySelector("own-field");
        host.attachShadow({ mode: "open" }).innerHTML = '<label>Nickname <input id="inner"></label>';
    });
    await tabTo(page, "textbox", /^Nickname/);
    await page.keyboard.type("Sam");
    await flip(server, page, true);
    await until("the alert's heading has the focus", async () => (await focused(page)).role === "heading");
    await flip(server, page, false);
    await until("the field has the focus again", async () => /^Nickname/.test((await focused(page)).name));
    await page.keyboard.type("my");
    const field = await page.evaluate(() => {
        const host = document.querySelector("own-field");
        return [host.shadowRoot.getElementById("inner").value, host.hasAttribute("tabindex")];
    });
    assert.deepEqual(field, ["Sammy", false]);
    // The Tab key reaches it in both directions.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    assert.match((await focused(page)).name, /^Nickname/);
});

test("editing an alert does not lose where the focus was", async (t) => {
    const { server, page } = await visit(t);
    await tabTo(page, "textbox", /^Email/);
    await flip(server, page, true, { message: "We are moving." });
    await until("the alert's heading has the focus", async () => (await focused(page)).role === "heading");
    await flip(server, page, true, { message: "We are still moving." });
    await page.getByText("We are still moving.").waitFor();
    assert.equal((await focused(page)).role, "heading");
    await flip(server, page, false);
    await until("the field has the focus again", async () => /^Email/.test((await focused(page)).name));
});

test("a warning is dismissed for one section and not for the others of its window", async (t) => {
    const server = await Server.start(storybook());
    t.after(() => server.stop());
    const page = await open(browser, `${server.url}/#/guarded-section/whole-site`);
    t.after(() => page.context().close());
    await available(page, "direct deposit", "down");
    // An hour before the window.
    await page.getByRole("button", { name: "−1 hour" }).click();
    await available(page, "direct deposit", "approaching");
    await available(page, "contact information", "approaching");
    const warning = (section) => page.locator(`[data-section="${section}"] .outage-alert`);
    await warning("direct deposit").getByRole("button", { name: "Hide this message" }).click();
    await warning("direct deposit").waitFor({ state: "detached" });
    assert.match((await focused(page)).role, /generic|group|none/, "the focus is in the section, not on the page");
    assert.equal(await warning("contact information").count(), 1);
});

test("the same sentence twice is announced twice", async (t) => {
    const { server, page } = await visit(t);
    await page.evaluate(() => {
        globalThis.said = [];
        const note = (records) => {
            for (const record of records) {
                globalThis.said.push(...[...record.addedNodes].map((node) => node.textContent).filter((text) => text !== ""));
            }
        };
        new MutationObserver(note).observe(document.querySelector(".outage-live"), { childList: true });
    });
    const said = () => page.evaluate(() => globalThis.said);
    // Two flips in one response, twice.
    for (const [round, keys] of [["direct_deposit", "notifications"], ["contact_information", "personal_information"]].entries()) {
        await page.context().setOffline(true);
        for (const key of keys) {
            await server.flip(`profile_hide_${key}`, true);
        }
        await page.context().setOffline(false);
        await until(`it is said of ${keys}`, async () => (await said()).length > round);
    }
    assert.deepEqual(await said(), Array(2).fill("2 sections are not available right now"));
});
