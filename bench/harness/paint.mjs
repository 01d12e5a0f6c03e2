// Measures the time from navigation to the first frame with the right content, on a slow phone with a slow network.

import assert from "node:assert/strict";

/** The Slow 4G of Chromium's developer tools: the latency of a request, and bytes per second. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const CPU = 4;
const PATIENCE = 60_000;

export async function paint(server, page, cdp, contender, down) {
    server.down = down;
    server.requestCount = 0;
    await page.addInitScript(watch, down);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU });
    await page.goto(`${server.url}/${contender.page}/`, { waitUntil: "commit", timeout: PATIENCE });
    const { millis, wrong } = await page.evaluate(() => globalThis.painted);
    // A feed that is preloaded and then fetched again would have been served twice.
    assert.equal(server.requestCount, 1, "the endpoint gets one request");
    return { warm: millis, wrong };
}

/** Runs in the page before its own scripts. `painted` is the time of the frame, and what was wrong before it. */
function watch(down) {
    const alert = () => document.querySelector(".outage-section .outage-alert__headline") !== null;
    const section = () => document.querySelector(".outage-section h1") !== null;
    let wrong = 0;
    globalThis.painted = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
            const [right, other] = down ? [alert, section] : [section, alert];
            if (other()) {
                wrong = 1;
            }
            if (!right()) {
                return;
            }
            observer.disconnect();
            requestAnimationFrame(() => {
                // After the frame in which it is painted.
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => resolve({ millis: performance.now(), wrong });
                port2.postMessage(undefined);
            });
        });
        observer.observe(document, { childList: true, subtree: true });
    });
}
