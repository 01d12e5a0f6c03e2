// Starts Unleash on the PostgreSQL whose socket is in the given folder. `cargo xtask test` runs this in the folder of
// its packages. It prints one line: Unleash's URL once it responds, or the error. It exits when its standard input
// closes, and so with the process that started it.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const START_TIMEOUT = 120_000;
const [socket] = process.argv.slice(2);

/** Unleash logs to standard output, which is for the one line. Pass its errors on to standard error. */
const quiet = () => {};
const loud = (...words) => console.error("unleash:", ...words);
const logger = { debug: quiet, info: quiet, warn: quiet, error: loud, fatal: loud };

function end(line, code) {
    process.stdout.write(`${line}\n`, () => process.exit(code));
}

process.stdin.on("end", () => process.exit()).resume();
const late = setTimeout(() => end(`no answer in ${START_TIMEOUT / 1000} s`, 1), START_TIMEOUT);

try {
    // The packages are not in the folder of this file.
    const path = createRequire(`${process.cwd()}/`).resolve("unleash-server");
    const { start } = await import(pathToFileURL(path));
    const { server } = await start({
        db: { host: socket, user: "unleash", database: "postgres", ssl: false },
        server: { host: "127.0.0.1", port: 0, gracefulShutdownEnable: false },
        // The tokens are in INIT_ADMIN_API_TOKENS and INIT_FRONTEND_API_TOKENS.
        authentication: { type: "open-source", createAdminUser: false },
        frontendApiOrigins: ["*"],
        // Contact no other host. (SEND_TELEMETRY turns `telemetry` off; `false` here would count as not set.)
        versionCheck: { enable: false },
        getLogger: () => logger,
    });
    const url = `http://127.0.0.1:${server.address().port}`;
    const { status } = await fetch(`${url}/health`);
    clearTimeout(late);
    if (status === 200) {
        console.log(url);
    } else {
        end(`its health is status ${status}`, 1);
    }
} catch (error) {
    end(String(error?.message ?? error).split("\n")[0], 1);
}
