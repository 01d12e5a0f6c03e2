// Unleash, on the PostgreSQL whose socket is in the folder that is given. Started by `cargo xtask test`, in the
// folder that holds its packages. Writes one line: its address once it answers, or why it does not. Ends with
// its standard input, that is, with whoever started it.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const PATIENCE = 120_000;
const [socket] = process.argv.slice(2);

/** Unleash writes to the standard output; what it has to say belongs beside the tests' own complaints. */
const quiet = () => {};
const loud = (...words) => console.error("unleash:", ...words);
const logger = { debug: quiet, info: quiet, warn: quiet, error: loud, fatal: loud };

function end(line, code) {
    process.stdout.write(`${line}\n`, () => process.exit(code));
}

process.stdin.on("end", () => process.exit()).resume();
const late = setTimeout(() => end(`no answer in ${PATIENCE / 1000} s`, 1), PATIENCE);

try {
    // The packages are not beside this file.
    const path = createRequire(`${process.cwd()}/`).resolve("unleash-server");
    const { start } = await import(pathToFileURL(path));
    const { server } = await start({
        db: { host: socket, user: "unleash", database: "postgres", ssl: false },
        server: { host: "127.0.0.1", port: 0, gracefulShutdownEnable: false },
        // The tokens are in INIT_ADMIN_API_TOKENS and INIT_FRONTEND_API_TOKENS.
        authentication: { type: "open-source", createAdminUser: false },
        frontendApiOrigins: ["*"],
        // It asks no other host. (`telemetry` is off by SEND_TELEMETRY: `false` here reads as not given.)
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
