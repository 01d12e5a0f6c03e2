// Runs all pages in turn in one browser: `node run.mjs SITE OUT [--rounds N] [--only SCENARIO]…`.
//
// Writes the measurements, one value per round. xtask evaluates them.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { launch } from "./harness/browser.mjs";
import { SCENARIOS } from "./harness/scenarios.mjs";
import { Server } from "./harness/server.mjs";

const [site, out, ...flags] = process.argv.slice(2);
assert.ok(site && out, "run.mjs wants the folder of the pages and the file to write");

let rounds = 9;
const only = [];
while (flags.length > 0) {
    const [flag, value] = flags.splice(0, 2);
    if (flag === "--rounds") {
        rounds = Number(value);
    } else {
        assert.equal(flag, "--only");
        only.push(value);
    }
}
const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name));

const server = await Server.start(site);
const browser = await launch();
const chromium = browser.version();
const series = new Map();
const failures = [];

/** Prepared in advance, so that tables keep their order whichever contender begins a round. */
for (const scenario of scenarios) {
    for (const test of scenario.cases) {
        test.contenders.forEach((contender) => series.set(place(scenario, test, contender), new Map()));
    }
}

function place(scenario, test, contender) {
    return [scenario.name, test.name, contender.name].join("\n");
}

/** The values of one measure of one contender, one per round. */
function record(scenario, test, contender, measure, value) {
    const measures = series.get(place(scenario, test, contender));
    if (!measures.has(measure)) {
        measures.set(measure, {
            scenario: scenario.name,
            case: test.name,
            contender: contender.name,
            measure,
            unit: measure === "mutations" || measure === "wrong" ? "times" : scenario.unit,
            values: [],
        });
    }
    measures.get(measure).values.push(value);
}

/** Runs all contenders once, one after the other. Each round begins with another one. */
async function round(scenario, test, number) {
    const first = number % test.contenders.length;
    for (const contender of [...test.contenders.slice(first), ...test.contenders.slice(0, first)]) {
        try {
            const measured = await test.visit(browser, server, contender);
            // The first round only warms the browser up.
            if (number > 0) {
                Object.entries(measured).forEach(([measure, value]) => record(scenario, test, contender, measure, value));
            }
        } catch (error) {
            const failure = `${scenario.name}, ${test.name}: ${contender.name}: ${error.message.split("\n")[0]}`;
            console.error(failure);
            failures.push(failure);
        }
    }
}

try {
    for (const scenario of scenarios) {
        // Run all cases of a scenario in each round, because they are compared with each other, too.
        for (let number = 0; number <= rounds; number += 1) {
            const start = Date.now();
            for (const test of scenario.cases) {
                await round(scenario, test, number);
            }
            const name = number === 0 ? "warming up" : `round ${number} of ${rounds}`;
            console.log(`${scenario.name}, ${name}: ${((Date.now() - start) / 1_000).toFixed(0)} s`);
        }
    }
} finally {
    await browser.close();
    await server.stop();
}
await writeFile(
    out,
    JSON.stringify({
        rounds,
        circumstances: { chromium, node: process.versions.node },
        failures,
        series: [...series.values()].flatMap((measures) => [...measures.values()]),
    }),
);
