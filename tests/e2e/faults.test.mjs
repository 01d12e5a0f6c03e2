// Runs every row of the fault matrix as a test.

import { after, before, describe, test } from "node:test";
import { FAULTS, run } from "./faults.mjs";
import { Server, launch, profile } from "./support.mjs";

describe("faults", { concurrency: 4 }, () => {
    let browser;
    let server;
    before(async () => {
        browser = await launch();
        server = await Server.start(profile());
    });
    after(async () => {
        await browser.close();
        await server.stop();
    });

    for (const [number, row] of FAULTS.entries()) {
        test(`fault: ${row.name}`, () => run(browser, server, row, number));
    }
});
