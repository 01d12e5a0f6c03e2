// Tests toggle-server's OFREP with OpenFeature's own client, and our page on the same server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { EventSource } from "eventsource";
import { Server, available, launch, open, profile, until } from "./support.mjs";

const KEY = "profile_hide_direct_deposit";

// Browsers have it, but Node 20 has not.
globalThis.EventSource = EventSource;

let browser;
let server;
before(async () => {
    browser = await launch();
    server = await Server.start(profile());
});
after(async () => {
    await OpenFeature.close();
    await browser.close();
    await server.stop();
});

test("the official client accepts the server, and receives a flip", async () => {
    await server.flip(KEY, true, { message: "New bank.", ends_at: "2999-01-01T00:00:00Z" });
    await OpenFeature.setContext({ targetingKey: "somebody" });
    await OpenFeature.setProviderAndWait(new OFREPWebProvider({ baseUrl: server.url, pollInterval: 1_000 }));
    const client = OpenFeature.getClient();
    const details = client.getBooleanDetails(KEY, false);
    assert.equal(details.errorCode, undefined);
    assert.deepEqual(
        { value: details.value, reason: details.reason, variant: details.variant, metadata: details.flagMetadata },
        { value: true, reason: "STATIC", variant: "on", metadata: { message: "New bank.", ends_at: "2999-01-01T00:00:00Z" } },
    );
    assert.equal(client.getBooleanValue("nobody_knows_me", true), true);

    const changed = new Promise((resolve) => client.addHandler(ProviderEvents.ConfigurationChanged, resolve));
    await server.flip(KEY, false);
    await changed;
    assert.equal(client.getBooleanValue(KEY, true), false);
});

test("a flip reaches our page by the stream of the same server", async (t) => {
    await server.flip(KEY, false);
    const page = await open(browser, `${server.url}/?engine=ofrep&every=1000`);
    t.after(() => page.context().close());
    await available(page, "direct deposit", "available");
    await until("the page's stream is open", async () => (await server.admin("GET", "streams")).open >= 1);
    const latencies = [];
    for (const [on, wanted] of [
        [true, "down"],
        [false, "available"],
        [true, "down"],
        [false, "available"],
        [true, "down"],
    ]) {
        const start = performance.now();
        await server.flip(KEY, on);
        await available(page, "direct deposit", wanted);
        latencies.push(Math.round(performance.now() - start));
    }
    t.diagnostic(`from the admin call to the page, in ms: ${latencies.join(", ")}`);
    assert.deepEqual(page.complaints, []);
});
