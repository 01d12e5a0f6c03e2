// Takes pictures of a part of a page and compares them with the stored ones.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { until } from "./support.mjs";

const KEPT = new URL("snapshots/", import.meta.url);
const OUT = process.env.SNAPSHOTS_OUT && new URL(`file://${process.env.SNAPSHOTS_OUT}/`);
const UPDATES = process.env.UPDATE_SNAPSHOTS === "1";

/** How much of a picture may differ, because browsers and machines render the edges of letters differently. */
const TOLERANCE = 0.005;

const FONTS = "node_modules/@uswds/uswds/dist/fonts/source-sans-pro";
const font = (weight) => fileURLToPath(new URL(`${FONTS}/sourcesanspro-${weight}-webfont.woff2`, import.meta.url));

/** The same typeface on every machine, also around the story, as that affects its width. And nothing that moves or
 * blinks. */
const STILL = `
    @font-face { font-family: Snapshot; font-weight: 400; src: url(/snapshot/regular.woff2) }
    @font-face { font-family: Snapshot; font-weight: 600 700; src: url(/snapshot/bold.woff2) }
    * { font-family: Snapshot !important; caret-color: transparent !important; transition: none !important; animation: none !important }
`;

/** Prepares a blank page for pictures: a fixed time, and fonts of our own. */
export async function still(page, moment) {
    await page.addInitScript((now) => {
        const RealDate = Date;
        globalThis.Date = class extends RealDate {
            constructor(...given) {
                super(...(given.length === 0 ? [now] : given));
            }
            static now() {
                return now;
            }
        };
    }, moment.getTime());
    for (const weight of ["regular", "bold"]) {
        await page.route(`**/snapshot/${weight}.woff2`, (route) => route.fulfill({ path: font(weight) }));
    }
}

/** Prepares an open page for pictures. */
export async function dress(page) {
    await page.addStyleTag({ content: STILL });
    await page.evaluate(() => Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 16px Snapshot`))));
}

/** Takes pictures of an element until two in a row are the same. */
export async function picture(element) {
    let last;
    return until("the picture stands still", async () => {
        const now = await element.screenshot({ animations: "disabled" });
        const same = last?.equals(now) && now;
        last = now;
        return same;
    });
}

/** Compares a picture with the stored one and returns what differs, if anything. Stores it when updating. */
export async function compared(name, taken) {
    const kept = await readFile(new URL(`${name}.png`, KEPT)).catch(() => undefined);
    const difference = kept === undefined ? "there is none yet" : different(PNG.sync.read(kept), PNG.sync.read(taken));
    if (difference === undefined) {
        return undefined;
    }
    if (UPDATES) {
        await write(KEPT, name, taken);
        return undefined;
    }
    if (OUT) {
        await write(OUT, name, taken);
    }
    return `${name}: ${difference}`;
}

/** Fails if a picture is stored that no test takes. */
export async function noneLeftOver(names) {
    const kept = (await readdir(KEPT)).map((file) => file.replace(/\.png$/, ""));
    assert.deepEqual(kept.filter((name) => !names.has(name)), [], "these pictures show nothing any more");
}

async function write(folder, name, taken) {
    await mkdir(folder, { recursive: true });
    await writeFile(new URL(`${name}.png`, folder), taken);
}

function different(kept, taken) {
    const size = ({ width, height }) => `${width} × ${height}`;
    if (size(kept) !== size(taken)) {
        return `it was ${size(kept)} and is ${size(taken)}`;
    }
    const { width, height } = kept;
    const pixels = pixelmatch(kept.data, taken.data, undefined, width, height, { threshold: 0.2 });
    return pixels > width * height * TOLERANCE ? `${pixels} of ${width * height} pixels differ` : undefined;
}
