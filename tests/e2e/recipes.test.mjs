// Tests that the recipes do what they describe.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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

async function visit(t, recipe, query = "") {
    const page = await open(browser, `${server.url}/#/recipes/${recipe}${query}`);
    t.after(() => page.context().close());
    page.stage = page.locator(`[data-story="recipes/${recipe}"]`);
    await page.stage.locator("[data-skin]").waitFor();
    return page;
}

const toggle = (page, name) => page.getByRole("checkbox", { name });

test("a route is out while the one beside it works", async (t) => {
    const page = await visit(t, "route");
    await available(page, "direct deposit", "down");
    await page.stage.getByRole("button", { name: "Contact information" }).press("Enter");
    await page.stage.getByLabel("Mobile phone").waitFor();
    assert.equal(await page.stage.locator(".outage-alert").count(), 0);
    await page.stage.getByRole("button", { name: "Direct deposit" }).press("Enter");
    await available(page, "direct deposit", "down");
    await toggle(page, /profile_hide_direct_deposit/).uncheck();
    await page.stage.getByLabel("Account number").waitFor();
    assert.deepEqual(page.complaints, []);
});

test("a link is marked while its target is out, and stays a link", async (t) => {
    const page = await visit(t, "navigation");
    const link = (name) => page.stage.getByRole("link", { name, exact: true });
    await link("Direct deposit Not available").waitFor();
    await link("Contact information").waitFor();
    await toggle(page, /contact_information/).check();
    await link("Contact information Not available").waitFor();
    await toggle(page, /direct_deposit/).uncheck();
    await link("Direct deposit").waitFor();
});

test("maintenance of the whole site is announced, takes services down, and nothing else", async (t) => {
    const page = await visit(t, "whole-site");
    await page.stage.getByRole("heading", { name: /working on the site|working on this site/i }).waitFor();
    await available(page, "direct deposit", "down");
    await page.stage.getByText("202-555-0147").waitFor();
    await page.getByRole("button", { name: "−1 hour" }).click();
    await available(page, "direct deposit", "approaching");
    await page.getByRole("button", { name: "+1 day" }).click();
    await available(page, "direct deposit", "available");
    await until("the banner is gone", async () => (await page.stage.locator(".outage-alert").count()) === 0);
});

test("an alert of the app's own replaces the section, takes its focus, and shows the downtime", async (t) => {
    const page = await visit(t, "custom-alert");
    const heading = page.stage.getByRole("heading", { name: "Change your account by phone" });
    await heading.waitFor();
    await page.stage.getByText("We are moving to a new bank partner.").waitFor();
    assert.equal(await page.stage.locator(".outage-alert").count(), 0);
    await toggle(page, /profile_hide_direct_deposit/).uncheck();
    const number = page.stage.getByLabel("Account number");
    await number.focus();
    // Not by a click, which would move the focus.
    await toggle(page, /profile_hide_direct_deposit/).evaluate((node) => node.click());
    await until("the heading has the focus", () => heading.evaluate((node) => node === document.activeElement));
});

test("a guard inside a guard uses only its own feeds", async (t) => {
    const page = await visit(t, "nested-guards");
    await available(page, "direct deposit", "available");
    await available(page, "notifications", "down");
    await toggle(page, /in our feed/).check();
    await available(page, "direct deposit", "down");
    await toggle(page, /in theirs/).uncheck();
    await available(page, "notifications", "available");
    await available(page, "direct deposit", "down");
    const announced = await page.locator(".log li p").allInnerTexts();
    assert.deepEqual(announced, ["SectionBack notifications", "SectionDown direct deposit", "SectionDown notifications"]);
});

test("a section is down by either of two feeds", async (t) => {
    const page = await visit(t, "two-feeds");
    await available(page, "direct deposit", "approaching");
    await toggle(page, /profile_hide_direct_deposit/).check();
    await available(page, "direct deposit", "down");
    await page.getByRole("button", { name: "+1 hour" }).click();
    await toggle(page, /profile_hide_direct_deposit/).uncheck();
    await available(page, "direct deposit", "down");
    await page.getByRole("button", { name: "+1 day" }).click();
    await available(page, "direct deposit", "available");
});

test("recipes are in Spanish as well", async (t) => {
    for (const [recipe, words] of [
        ["route", /el depósito directo/],
        ["navigation", /No disponible/],
        ["whole-site", /Su perfil/],
        ["custom-alert", /Cambie su cuenta por teléfono/],
        ["nested-guards", /las notificaciones/],
        ["two-feeds", /el depósito directo/],
    ]) {
        const page = await visit(t, recipe, "?lang=es");
        await until(`${recipe} speaks Spanish`, async () => words.test(await page.stage.innerText()));
    }
});
