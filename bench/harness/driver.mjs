// Drives a page from inside: replaces the network, operates the page's controls, and measures the time.
//
// Bundled into a classic script that runs before the page's own. The page finds its task in `bench` and hands over
// its controls with `bench.controls(…)`: `mount` and `unmount` for its sections, and `poll`, which makes it fetch by its
// public API, or `push`, for a page that receives changes by a stream.

import { document as written, sections, toggles } from "./documents.mjs";

const FIRST_PART = "/toggles";
/** A page that takes longer than this has failed. */
const PATIENCE = 30_000;

const query = new URLSearchParams(location.search);
const n = Number(query.get("n") ?? 0);
const m = Number(query.get("m") ?? 0);
const engine = query.get("engine");
const watched = sections(n, m);

const utf8 = new TextEncoder();
let editions = 0;

/** A document as bytes and as text, with its ETag. */
function edition(down) {
    editions += 1;
    const text = written(engine, toggles(m, watched, down), editions);
    return { text, bytes: utf8.encode(text), etag: `"${editions}"` };
}

const reply = ({ bytes, etag }) =>
    new Response(bytes, { headers: { "Content-Type": "application/json", ETag: etag } });

const { port1: here, port2: there } = new MessageChannel();
/** Resolves in the next task of the event loop. All calls share a channel, as creating one costs as much as a poll. */
const turn = () =>
    new Promise((resolve) => {
        here.onmessage = () => resolve();
        there.postMessage(undefined);
    });
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
/** Waits long enough for effects and for idle callbacks. */
const rest = async () => {
    await pause(20);
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
};

async function within(what, promise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`timed out waiting until ${what}`)), PATIENCE);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}

async function until(what, condition) {
    const end = performance.now() + PATIENCE;
    while (!condition()) {
        if (performance.now() > end) {
            throw new Error(`timed out waiting until ${what}`);
        }
        await turn();
    }
}

// --- The network -----------------------------------------------------------------------------------------

let first = edition(undefined);
/** Responds to a request. It may return a promise. */
let answer = () => reply(first);
let requestCount = 0;
const network = globalThis.fetch.bind(globalThis);

const endpoint = location.origin + FIRST_PART;

globalThis.fetch = async (input, init) => {
    const url = typeof input === "string" ? input : (input.url ?? input.href);
    if (!url.startsWith(endpoint)) {
        return network(input, init);
    }
    requestCount += 1;
    return answer();
};

/** Holds the next request. Resolves to a function that responds to it. */
function hold() {
    return new Promise((held) => {
        answer = () => new Promise((resolve) => held(resolve));
    });
}

/** An event stream for a page that receives changes. It never opens a connection. */
class Stream extends EventTarget {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSED = 2;
    readyState = Stream.OPEN;
    close() {
        this.readyState = Stream.CLOSED;
    }
}
let streams = [];
globalThis.EventSource = class extends Stream {
    constructor() {
        super();
        streams.push(this);
    }
};

// --- The controls ----------------------------------------------------------------------------------------

let controls;
let resolveReady;
const ready = new Promise((resolve) => {
    resolveReady = resolve;
});

const element = (section) => document.querySelector(`.outage-section[data-section="${section}"]`);

/** Whether the section shows a state completely: the alert with its heading, or the section's own text. */
function shows(section, down) {
    const alert = section.querySelector(".outage-alert .outage-alert__headline") !== null;
    const content = section.querySelector(".content") !== null;
    return section.dataset.availability === (down ? "down" : "available") && alert === down && content !== down;
}

/** Resolves to the time at which the section shows this. */
function shown(section, down) {
    return new Promise((resolve) => {
        const observer = new MutationObserver(() => {
            if (shows(section, down)) {
                observer.disconnect();
                resolve(performance.now());
            }
        });
        observer.observe(section, { attributes: true, childList: true, subtree: true });
    });
}

/** Passes a document to the page. Returns the milliseconds from the bytes in memory to the changed section. */
async function apply(next, section, down) {
    if (controls.push) {
        const changed = shown(section, down);
        const start = performance.now();
        controls.push(next.text);
        return (await within("the section changed", changed)) - start;
    }
    const held = hold();
    controls.poll();
    const release = await within("the page fetches", held);
    // Let the work of sending the request finish before the response comes.
    await turn();
    const prepared = reply(next);
    const changed = shown(section, down);
    const start = performance.now();
    release(prepared);
    return (await within("the section changed", changed)) - start;
}

globalThis.bench = {
    engine,
    watched,
    url: endpoint,

    /** Called by the page to hand over its controls. */
    controls(given) {
        controls = given;
        resolveReady();
    },

    /** The first document, for a page that is bootstrapped. */
    first: () => first.text,

    /** Sends to all open streams. */
    tell(event, data) {
        for (const stream of streams.filter((stream) => stream.readyState === Stream.OPEN)) {
            stream.dispatchEvent(new MessageEvent(event, { data }));
        }
    },

    /** Resolves when the page is idle. A page that fetches has then processed its first response. */
    async ready(fetches) {
        await within("the page is there", ready);
        if (fetches && !controls.push) {
            await until("the page fetches", () => requestCount > 0);
        }
        await rest();
        await rest();
    },

    /** Mounts all sections. Returns the milliseconds until the last one is in the document. */
    async mount() {
        const [last] = watched.at(-1);
        const start = performance.now();
        controls.mount();
        await until("the last section is there", () => element(last) && shows(element(last), false));
        const took = performance.now() - start;
        const there = document.querySelectorAll('.outage-section[data-availability="available"]').length;
        if (there !== n) {
            throw new Error(`${there} of ${n} sections are mounted`);
        }
        await rest();
        return took;
    },

    async unmount() {
        controls.unmount();
        await until("no section is left", () => document.querySelector(".outage-section") === null);
        await rest();
    },

    /** Flips one toggle on and off, at least twice. Returns the milliseconds of each flip, in order. */
    async flips(most, budget) {
        const [name, toggle] = watched[Math.floor(n / 2)];
        const section = element(name);
        const took = [];
        const end = performance.now() + budget;
        while (took.length < most && (took.length < 2 || performance.now() < end)) {
            const down = took.length % 2 === 0;
            took.push(await apply(edition(down ? toggle : undefined), section, down));
            await rest();
        }
        return took;
    },

    /** The milliseconds from the bytes in memory to the result of `JSON.parse`: parsing alone. */
    async reads(most) {
        const took = [];
        while (took.length < most) {
            const prepared = reply(edition(undefined));
            await turn();
            const start = performance.now();
            await prepared.json();
            took.push(performance.now() - start);
            await rest();
        }
        return took;
    },

    /** Prepares polls without changes: `304`, or the `same` bytes. `none` only waits. */
    prepare(kind, count) {
        const answers = Array.from({ length: count }, () =>
            kind === "304" ? new Response(null, { status: 304, headers: { ETag: first.etag } }) : reply(first),
        );
        let mutations = 0;
        const observer = new MutationObserver((records) => {
            mutations += records.length;
        });
        observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
        this.run = async () => {
            for (const prepared of answers) {
                if (kind !== "none" && controls.push) {
                    controls.push(first.text);
                } else if (kind !== "none") {
                    const held = hold();
                    controls.poll();
                    (await held)(prepared);
                }
                await pause(10);
            }
            observer.disconnect();
            return mutations;
        };
    },

    /** Releases everything that is not the page's own, to measure its memory. */
    letGo() {
        first = undefined;
        streams = [];
    },
};
