// What can go wrong between a page and its endpoint: one row a fault, run against the profile page.
//
// Unless a row says otherwise: direct deposit is down by a good report when the fault begins. The console has
// to name the fault, what is known has to stay in force, the rest of the page has to be whole, and once the
// fault is over, a flip has to arrive.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { Server, available, launch, profile, until } from "./support.mjs";

const KEY = "profile_hide_direct_deposit";
const DOWN = `{"${KEY}": true}`;
const WINDOW = { services: ["lighthouse_direct_deposit"] };
/** A server's `Date` tells whole seconds, and the way takes its time. */
const DATE_IS_OFF = 2_000;
const DAY = 24 * 60 * 60 * 1000;
const STAYS = "it is named, what is known stays, a flip arrives when it is over";

const status = (number, more = {}) => ({
    name: `status ${number}`,
    fault: { status: number, ...more.fault },
    says: new RegExp(`status ${number}`),
    ...more.row,
});
const nonsense = (name, fault, says) => ({ name, fault, says });
/** An answer that is odd and yet good: nothing is to be named. */
const odd = (name, fault, wanted) => ({ name, fault, wanted: `${wanted}; a flip arrives when it is over` });

export const FAULTS = [
    status(204, { row: { says: /expected JSON, found nothing/ } }),
    status(301, { fault: { headers: { Location: "/nowhere" } }, row: { name: "301 to nowhere", says: /status 404/ } }),
    status(302, {
        fault: { headers: { Location: "http://127.0.0.1:1/toggles" } },
        row: { name: "302 to elsewhere, which refuses", says: /no answer/ },
    }),
    status(304, { row: { name: "304 without a cached body", fresh: true, wanted: "it is named; the section is shown after all" } }),
    status(400),
    status(401, { row: { wanted: "it is named and the feed stops; 'Check again' starts it", stops: true } }),
    status(403, { row: { wanted: "it is named and the feed stops; 'Check again' starts it", stops: true } }),
    status(404),
    status(418),
    status(429, {
        fault: { headers: { "Retry-After": "3600" } },
        row: { name: "429, Retry-After in seconds", wanted: "it is named and nobody asks before then; 'Check again' does", stops: true },
    }),
    status(429, {
        fault: { headers: { "Retry-After": new Date(Date.now() + DAY / 24).toUTCString() } },
        row: { name: "429, Retry-After as a date", wanted: "it is named and nobody asks before then; 'Check again' does", stops: true },
    }),
    status(429, {
        fault: { headers: { "Retry-After": new Date(Date.now() + DAY / 24).toISOString() } },
        row: { name: "429, Retry-After as OFREP writes a date", wanted: "it is named and nobody asks before then; 'Check again' does", stops: true },
    }),
    status(500),
    status(502, {
        fault: { content_type: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" },
        row: { name: "502 with HTML" },
    }),
    status(503),
    nonsense("no answer in time", { delay_ms: 60_000 }, /no answer in time/),
    nonsense("the connection is reset in mid-body", { body: `${DOWN}${" ".repeat(10_000)}`, reset_after: 20 }, /no answer/),
    nonsense("a slow drip", { body: `${DOWN}${" ".repeat(1_000)}`, drip_ms: 1_000 }, /no answer in time/),
    nonsense("truncated JSON", { body: DOWN.slice(0, -3) }, /expected/),
    nonsense("HTML as JSON", { body: "<!DOCTYPE html><title>Sign in</title>" }, /found what looks like HTML/),
    nonsense("an empty body", { body: "" }, /expected JSON, found nothing/),
    nonsense("a list for an object", { body: "[]" }, /expected an object, found an array/),
    nonsense("deep nesting", { body_repeat: { text: "[", times: 1_000_000 } }, /expected JSON/),
    nonsense("a body of 20 MB", { body_repeat: { text: "x", times: 20 << 20 } }, /more than 8 MiB/),
    nonsense("invalid UTF-8 and nothing else", { body_bytes: [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d] }, /nothing else in the document can be read/),
    nonsense("an error in JSON with status 200", { body: '{"message": "Internal server error"}' }, /nothing else in the document can be read/),
    nonsense("an error in JSON that holds a boolean", { body: '{"success": false, "message": "Internal server error"}' }, /left out: plain: message/),
    nonsense("the toggle turns into text", { body: `{"${KEY}": "true", "profile_hide_all": false}` }, /left out: plain: profile_hide_direct_deposit/),
    nonsense("the toggle turns into null", { body: `{"${KEY}": null, "profile_hide_all": false}` }, /left out: plain: profile_hide_direct_deposit/),
    {
        ...nonsense("words that are no words", { body: `{"${KEY}": {"on": true, "message": {"en": "x"}, "ends_at": ""}}` }, /left out: plain: profile_hide_direct_deposit.message/),
        wanted: "they are named and left out, the toggle counts",
    },
    odd("half a surrogate pair in words", { body: `{"${KEY}": {"on": true, "message": "Down \\ud83d"}}` }, "the toggle counts"),
    {
        ...nonsense("wrong types", { body: `{"${KEY}": true, "a": "yes", "b": 7, "c": {"on": 1}}` }, /left out: plain: a: expected true/),
        wanted: "they are named and left out, the rest counts",
    },
    odd("a wrong content type", { body: DOWN, content_type: "text/plain" }, "it is read all the same"),
    odd("a duplicate key", { body: `{"${KEY}": false, "${KEY}": true}` }, "the later one counts"),
    odd("a byte order mark", { body: `\uFEFF${DOWN}` }, "it says nothing"),
    odd(
        "100 000 toggles",
        { body_repeat: { before: `{"${KEY}":true,`, text: '"toggle_{n}":false', between: ",", after: "}", times: 100_000 } },
        "they are read",
    ),
    { ...nonsense("CORS refused", { cors: false }, /no answer/), crossOrigin: true },
    {
        name: "connection refused from the start",
        fresh: true,
        elsewhere: "http://127.0.0.1:1",
        says: /no answer/,
        wanted: "it is named; the section is shown after all",
    },
    {
        name: "offline, and online again",
        wanted: "what is known stays, the page asks less often; back online it asks at once",
        play: async ({ page, space, context, witness }) => {
            await available(page, "direct deposit", "down");
            await context.setOffline(true);
            await space.flip(KEY, false);
            // What is asked offline does not reach the server's log.
            const asked = [];
            page.on("request", (request) => asked.push(request.url()));
            // The witness asks three times meanwhile.
            await witness();
            assert.ok(asked.length < 3, `asked ${asked.length} times`);
            await available(page, "direct deposit", "down");
            await context.setOffline(false);
            await available(page, "direct deposit", "available");
        },
    },
    ...[
        ["ahead", DAY],
        ["behind", -DAY],
    ].map(([name, shift]) => ({
        name: `the reader's clock is a day ${name}`,
        wanted: "a window begins and ends on time all the same",
        script: `const now = Date.now; Date.now = () => now() + (${shift});`,
        before: async (space) => {
            await space.flip(KEY, false);
            await space.admin("PUT", "windows/w", { ...WINDOW, starts_in_ms: 5_000 });
        },
        play: async ({ page, space }) => {
            await available(page, "direct deposit", "down");
            const { starts_at } = await space.admin("GET", "windows/w");
            assert.ok(Date.now() >= Date.parse(starts_at) - DATE_IS_OFF, "it began too early");
            const { ends_at } = await space.admin("PUT", "windows/w", { ...WINDOW, starts_at, ends_in_ms: 5_000 });
            await available(page, "direct deposit", "available");
            assert.ok(Date.now() >= Date.parse(ends_at) - DATE_IS_OFF, "it ended too early");
        },
    })),
    {
        name: "the clock is set back an hour while the page is open",
        wanted: "the page goes on asking, and a flip arrives",
        play: async (on) => {
            await available(on.page, "direct deposit", "down");
            await on.page.evaluate(() => {
                const now = Date.now;
                Date.now = () => now() - 60 * 60 * 1000;
            });
            await arrives(on);
        },
    },
    {
        name: "the browser believes to be offline, and is not",
        wanted: "the page asks all the same, only later",
        script: "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });",
        play: arrives,
    },
    {
        name: "the reader's clock is two hours behind, and at the next visit the endpoint is gone",
        wanted: "what was kept is shown",
        script: "const now = Date.now; Date.now = () => now() - 2 * 60 * 60 * 1000;",
        play: async ({ page, space, warnings }) => {
            await available(page, "direct deposit", "down");
            await space.fault({ status: 503 });
            await page.reload();
            await until("the page was answered", () => warnings.some((text) => /status 503/.test(text)));
            await available(page, "direct deposit", "down");
        },
    },
    {
        name: "a browser that knows no short names of zones",
        wanted: "both times are told all the same",
        script: `const Format = Intl.DateTimeFormat;
            Intl.DateTimeFormat = function (locale, options) {
                if (options?.timeZoneName === "shortGeneric") throw new RangeError("shortGeneric");
                return new Format(locale, options);
            };`,
        play: async ({ page, space }) => {
            const window = { id: "w", services: WINDOW.services, starts_at: "2020-01-01T00:00:00Z", ends_at: "2999-01-01T00:00:00Z" };
            await space.fault({ body: JSON.stringify({ toggles: { [KEY]: false }, windows: [window] }) });
            await available(page, "direct deposit", "down");
            const times = await page.locator('[data-section="direct deposit"] time').allTextContents();
            assert.equal(times.length, 2);
            for (const words of times) {
                assert.match(words, /(January|December) \d+, \d{4}, at (\d|noon|midnight)/);
            }
        },
    },
    {
        name: "the browser has translated the page",
        wanted: "what is out goes and comes back whole, nothing is doubled",
        play: async ({ page, space }) => {
            await available(page, "direct deposit", "down");
            const section = page.locator('[data-section="direct deposit"]');
            const translate = () =>
                section.evaluate((element) => {
                    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
                    const nodes = [];
                    while (walker.nextNode()) nodes.push(walker.currentNode);
                    for (const node of nodes) {
                        const font = document.createElement("font");
                        font.appendChild(document.createElement("font")).textContent = `«${node.data}»`;
                        node.replaceWith(font);
                    }
                });
            await translate();
            await space.flip(KEY, false);
            await available(page, "direct deposit", "available");
            assert.equal(await section.getByText("«").count(), 0, "words of the alert are left");
            await translate();
            await space.flip(KEY, true);
            await available(page, "direct deposit", "down");
            assert.equal(await section.getByText("«").count(), 0, "words of the section are left");
            assert.equal(await section.getByText("You can’t use direct deposit right now").count(), 1);
        },
    },
    {
        name: "a window loses its end",
        wanted: "it is named, and the section stays down",
        play: async ({ page, space, warnings }) => {
            const list = (end) =>
                JSON.stringify({ toggles: { [KEY]: false }, windows: [{ id: "w", services: WINDOW.services, starts_at: "2020-01-01T00:00:00Z", ends_at: end }] });
            await space.fault({ body: list("2999-01-01T00:00:00Z") });
            await available(page, "direct deposit", "down");
            await space.fault({ body: list("2999-01-01T00:00:00") });
            await until("it is named", () => warnings.some((text) => /left out: plain: windows\[0\]\.ends_at/.test(text)));
            await available(page, "direct deposit", "down");
        },
    },
    {
        name: "storage fills up, and at the next visit the endpoint is gone",
        wanted: "what was kept before is not believed",
        before: (space) => space.flip(KEY, false),
        play: async ({ page, space, warnings }) => {
            await available(page, "direct deposit", "available");
            await page.evaluate(() => {
                Storage.prototype.setItem = () => {
                    throw new DOMException("full", "QuotaExceededError");
                };
            });
            await space.flip(KEY, true);
            await available(page, "direct deposit", "down");
            await space.fault({ status: 503 });
            await page.reload();
            await until("the page was answered", () => warnings.some((text) => /status 503/.test(text)));
            await available(page, "direct deposit", "unknown");
        },
    },
    {
        name: "storage is full",
        wanted: "nothing is kept, everything works",
        script: "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        play: arrives,
    },
    {
        name: "a stream that floods",
        engine: "ofrep",
        wanted: "few requests, and a flip arrives",
        play: async (on) => {
            await until("the stream is open", async () => (await on.space.admin("GET", "streams")).open === 1);
            const asked = (await on.space.requests()).length;
            const start = Date.now();
            await on.space.admin("POST", "streams", { data: '{"type":"refetchEvaluation"}', times: 50_000 });
            await on.space.admin("POST", "streams", { data: '{"type":"refetchEvaluation","etag":"the-last"}' });
            await until("the last event is answered", async () =>
                (await on.space.requests()).some(({ query }) => query.includes("the-last")),
            );
            const more = (await on.space.requests()).length - asked;
            // One at once, one for the last event, a poll, and between them as many as are 250 ms apart.
            const most = 3 + (Date.now() - start) / 250;
            assert.ok(more <= most, `${more} requests, not ${most}`);
            await arrives(on);
        },
    },
    {
        name: "a stream that dies",
        engine: "ofrep",
        wanted: "polling takes over, and a flip arrives",
        play: async (on) => {
            await until("the stream is open", async () => (await on.space.admin("GET", "streams")).open === 1);
            await on.space.admin("PUT", "streams", { status: 503 });
            await on.space.admin("DELETE", "streams");
            await arrives(on);
            assert.equal((await on.space.admin("GET", "streams")).open, 0);
        },
    },
    {
        name: "the page goes while a request is under way",
        wanted: "the request is given up",
        play: async ({ page, space, witness }) => {
            await available(page, "direct deposit", "down");
            await space.fault({ delay_ms: 2_000 });
            const statuses = async () => (await space.requests()).map(({ status }) => status);
            await until("a request is under way", async () => (await statuses()).at(-1) === null);
            await page.goto("about:blank");
            const asked = await statuses();
            await witness();
            // By the time another slow answer is here, the page's would have been given, too.
            await (await fetch(`${space.server.url}/${space.path}/toggles`)).text();
            assert.deepEqual(await statuses(), [...asked, 200], "somebody asked again, or was answered");
        },
    },
];

/** A flip on the server arrives, both ways. */
async function arrives({ page, space }) {
    await available(page, "direct deposit", "down");
    await space.flip(KEY, false);
    await available(page, "direct deposit", "available");
}

/**
 * Another reader's page, with an endpoint of its own that it asks every second. Gives once that was asked three times
 * more: whoever else asks every second has had the time to.
 */
async function witness(browser, server, number) {
    const space = new Space(server, `witness-${number}`);
    const page = await browser.newPage();
    await page.goto(visited(server, `${server.url}/${space.path}`));
    await until("the witness has begun to ask", async () => (await space.requests()).length > 0);
    const asked = (await space.requests()).length;
    await until("the witness has asked three times more", async () => (await space.requests()).length >= asked + 3);
    await page.close();
}

/** The address of the profile page that asks this endpoint every second. */
function visited(server, endpoint, engine = "plain") {
    return `${server.url}/?every=1&engine=${engine}&server=${endpoint}`;
}

/** A part of the server that no other row sees. */
class Space {
    constructor(server, name) {
        this.server = server;
        this.path = `space/${name}`;
    }

    async admin(method, path, body) {
        const response = await fetch(`${this.server.url}/${this.path}/admin/${path}`, {
            method,
            headers: { "Content-Type": "application/json" },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
        return response.status === 204 ? undefined : response.json();
    }

    flip(key, on) {
        return this.admin("PUT", `toggles/${key}`, { on });
    }

    fault(fault) {
        return this.admin("PUT", "fault", fault);
    }

    requests() {
        return this.admin("GET", "requests");
    }
}

/** The usual course of a row. */
async function endure({ page, space, row, warnings, witness }) {
    const section = page.locator('[data-section="direct deposit"]');
    if (row.fresh) {
        await until("it is named", () => warnings.some((text) => row.says.test(text)));
        await section.locator("form").waitFor();
        await available(page, "direct deposit", "unknown");
        return;
    }
    await available(page, "direct deposit", "down");
    await space.fault(row.fault);
    const before = (await space.requests()).length;
    if (row.says) {
        await until("it is named", () => warnings.some((text) => row.says.test(text)), 20_000);
    } else {
        // The page asks again once it has taken the answer to what it asked after the fault began.
        await until("the page has taken the answer", async () => (await space.requests()).length > before + 1);
        assert.deepEqual(warnings.filter((text) => !/no feed mentions/.test(text)), []);
    }
    await available(page, "direct deposit", "down");
    await available(page, "personal information", "available");
    if (row.stops) {
        const asked = (await space.requests()).length;
        await witness();
        assert.equal((await space.requests()).length, asked, "somebody asked all the same");
    }
    await space.admin("DELETE", "fault");
    await space.flip(KEY, false);
    // A reader presses the button, unless the page has asked again by itself: then the alert is gone.
    const back = available(page, "direct deposit", "available");
    const pressed = section.getByRole("button", { name: "Check again" }).click();
    await Promise.race([back, pressed.catch(() => back)]);
    await back;
}

/** Runs one row; throws what went wrong. */
export async function run(browser, server, row, number) {
    const space = new Space(server, `fault-${number}`);
    await space.flip(KEY, true);
    for (const other of ["personal_information", "contact_information", "notifications", "all"]) {
        await space.flip(`profile_hide_${other}`, false);
    }
    await row.before?.(space);
    if (row.fresh && row.fault) {
        await space.fault(row.fault);
    }
    const context = await browser.newContext();
    try {
        if (row.script) {
            await context.addInitScript(row.script);
        }
        const page = await context.newPage();
        const warnings = [];
        const errors = [];
        page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
        page.on("pageerror", (error) => errors.push(String(error)));
        const origin = row.crossOrigin ? server.url.replace("127.0.0.1", "localhost") : server.url;
        const endpoint = row.elsewhere ?? `${origin}/${space.path}`;
        await page.goto(visited(server, endpoint, row.engine));
        await (row.play ?? endure)({ page, space, row, warnings, context, witness: () => witness(browser, server, number) });
        assert.deepEqual(errors, []);
    } finally {
        await context.close();
    }
}

/** The matrix, a line a row: what was injected, what had to happen, what happened. */
async function main() {
    const browser = await launch();
    const server = await Server.start(profile());
    let held = 0;
    console.log("| injected | has to happen | happened |\n|---|---|---|");
    const rows = [...FAULTS.entries()];
    const worker = async () => {
        for (let next = rows.shift(); next; next = rows.shift()) {
            const [number, row] = next;
            let happened = "it did";
            try {
                await run(browser, server, row, number);
                held += 1;
            } catch (error) {
                happened = `**${String(error.message).split("\n")[0]}**`;
            }
            console.log(`| ${row.name} | ${row.wanted ?? STAYS} | ${happened} |`);
        }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    await browser.close();
    await server.stop();
    console.log(`\n${held} of ${FAULTS.length}`);
    process.exitCode = held === FAULTS.length ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    await main();
}
