// The scenarios. Each has cases with their contenders; one visit returns the values of all measures.

import { drive, visit } from "./browser.mjs";
import { ONE, OURS, PEERS, PLAIN, READERS } from "./contenders.mjs";
import { paint } from "./paint.mjs";

const thousands = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, " ");
const named = (n, m) => `${thousands(m)} toggles, ${n === 1 ? "1 section" : `${thousands(n)} sections`}`;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const [ON_OUR_BYTES] = OURS;
const [READING_OUR_BYTES] = READERS;
const EVERYBODY = [...OURS, ...PEERS, ...READERS];
const COMPARED = [ON_OUR_BYTES, ...PEERS.filter(({ name }) => name === "Unleash" || name === "OpenFeature")];

/** The cases of the flips: toggles, sections and contenders. */
const FLIPS = [
    [10_000, 1_000, EVERYBODY],
    [1_000, 1_000, EVERYBODY],
    // The cost of more sections.
    [10_000, 1, COMPARED],
    [10_000, 100, COMPARED],
    [10_000, 10_000, COMPARED],
    // The cost of more toggles, beside that of parsing alone.
    [10_000, 10, [ON_OUR_BYTES, READING_OUR_BYTES]],
    [1_000, 10, [ON_OUR_BYTES, READING_OUR_BYTES]],
];
const FLIPS_A_VISIT = 16;
const FLIPS_MILLIS = 2_000;
/** How many flips only warm the page up. The very first is a measure of its own. */
const WARM_UP = 4;
/** A page that ran out of time counts by the flips that it completed. */
const warmAndFirst = (took) => ({ warm: median(took.slice(Math.min(WARM_UP, took.length - 1))), first: took[0] });

const MOUNTS_A_VISIT = 5;
const POLLS_A_VISIT = 20;

/** One toggle flips: from the bytes in memory to the changed section. */
const flip = {
    name: "flip",
    unit: "ms",
    cases: FLIPS.map(([m, n, contenders]) => ({
        name: named(n, m),
        contenders,
        visit: (browser, server, contender) =>
            visit(browser, async (page) => {
                if (READERS.includes(contender)) {
                    await page.goto(`${server.url}/${contender.page}/?n=${n}&m=${m}&engine=${contender.engine}`);
                    const reads = await page.evaluate((most) => bench.reads(most), FLIPS_A_VISIT);
                    return warmAndFirst(reads);
                }
                await drive(server, page, contender, n, m);
                await page.evaluate(() => bench.mount());
                const flips = await page.evaluate(([most, budget]) => bench.flips(most, budget), [
                    FLIPS_A_VISIT,
                    FLIPS_MILLIS,
                ]);
                return warmAndFirst(flips);
            }),
    })),
};

/** All sections are mounted after the first response: until the last one is in the document. */
const mount = {
    name: "mount",
    unit: "ms",
    cases: [
        {
            name: named(1_000, 1_000),
            contenders: [...OURS, ...PEERS, ...PLAIN],
            visit: (browser, server, contender) =>
                visit(browser, async (page) => {
                    await drive(server, page, contender, 1_000, 1_000);
                    const mounts = [];
                    for (let times = 0; times < MOUNTS_A_VISIT; times += 1) {
                        mounts.push(await page.evaluate(() => bench.mount()));
                        await page.evaluate(() => bench.unmount());
                    }
                    return { first: mounts[0], warm: median(mounts.slice(1)) };
                }),
        },
    ],
};

/** The cases of polls without changes: the kind, the number of toggles, and the contenders. */
const POLLS = [
    // The contenders that handle a 304 themselves.
    ["answered 304", "304", 10_000, ["Unleash", "OpenFeature"]],
    ["the same bytes, 1 000 toggles", "same", 1_000, PEERS.map(({ name }) => name)],
    // The contenders that can process this much within a second.
    ["the same bytes, 10 000 toggles", "same", 10_000, ["Unleash", "OpenFeature", "LaunchDarkly", "GrowthBook"]],
];

/** The cost of a poll without changes for the main thread, and how often it touches the document. */
const poll = {
    name: "poll",
    unit: "ms",
    cases: POLLS.map(([name, kind, m, peers]) => ({
        name,
        contenders: [...OURS, ...PEERS.filter(({ name }) => peers.includes(name))],
        visit: (browser, server, contender) =>
            visit(browser, async (page, cdp) => {
                await drive(server, page, contender, 1_000, m);
                await page.evaluate(() => bench.mount());
                await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
                const polls = async (kind) => {
                    await page.evaluate(([kind, count]) => bench.prepare(kind, count), [kind, POLLS_A_VISIT]);
                    const before = await busy(cdp);
                    const mutations = await page.evaluate(() => bench.run());
                    return { millis: (await busy(cdp)) - before, mutations };
                };
                // Once to warm up, and once without polls, to subtract the cost of waiting itself.
                await polls(kind);
                const idle = await polls("none");
                const { millis, mutations } = await polls(kind);
                return {
                    warm: Math.max(0, millis - idle.millis) / POLLS_A_VISIT,
                    mutations: mutations / POLLS_A_VISIT,
                };
            }),
    })),
};

/** How many milliseconds the main thread has been busy. */
async function busy(cdp) {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1_000;
}

/** The page's memory after garbage collection. */
const heap = {
    name: "heap",
    unit: "bytes",
    cases: [
        {
            name: named(1_000, 10_000),
            contenders: [...OURS, ...PEERS, ...PLAIN],
            visit: (browser, server, contender) =>
                visit(browser, async (page, cdp) => {
                    await drive(server, page, contender, 1_000, 10_000);
                    await page.evaluate(() => bench.mount());
                    await page.evaluate(() => bench.letGo());
                    for (let times = 0; times < 3; times += 1) {
                        await cdp.send("HeapProfiler.collectGarbage");
                    }
                    const usage = await cdp.send("Runtime.getHeapUsage");
                    const wasm = await page.evaluate(() => globalThis.wasm?.buffer.byteLength ?? 0);
                    return {
                        // V8's heap, its external memory (mostly the source of scripts), and the whole memory of
                        // WebAssembly, as it never shrinks. The document is the same for all.
                        all: usage.usedSize + usage.backingStorageSize + wasm,
                        javascript: usage.usedSize,
                        outside: usage.backingStorageSize,
                        wasm,
                        document: usage.embedderHeapUsedSize,
                    };
                }),
        },
    ],
};

/** From navigation to the first paint with the right content. */
const firstPaint = {
    name: "paint",
    unit: "ms",
    cases: [false, true].map((down) => ({
        name: down ? "the alert" : "the section",
        contenders: ONE,
        visit: (browser, server, contender) =>
            visit(browser, (page, cdp) => paint(server, page, cdp, contender, down)),
    })),
};

export const SCENARIOS = [flip, mount, firstPaint, poll, heap];
