// Builds the peers' pages and the driver for production: `node build.mjs SITE`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { PAGES } from "./harness/pages.mjs";

const site = process.argv[2] ?? assert.fail("build.mjs wants the folder to build into");
const here = import.meta.dirname;

const settings = {
    bundle: true,
    minify: true,
    splitting: false,
    target: "es2022",
    legalComments: "none",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
};

const scripts = Object.entries(PAGES).filter(([, { folder, wasm }]) => folder && !wasm);

await Promise.all([
    ...scripts.map(([page]) => {
        const [kind, peer] = page.split("/");
        return build({
            ...settings,
            format: "esm",
            outfile: join(site, page, "page.js"),
            stdin: {
                // Import by name, so that unused code is left out.
                contents: `import * as peer from "./${peer}.jsx"; import { ${kind} } from "./${kind}.jsx"; ${kind}(peer);`,
                loader: "js",
                resolveDir: join(here, "peers"),
            },
        });
    }),
    build({
        ...settings,
        format: "iife",
        entryPoints: [join(here, "harness/driver.mjs")],
        outfile: join(site, "driver.js"),
    }),
]);

const { devDependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
console.log(`${scripts.length} pages, by esbuild ${devDependencies.esbuild}`);
