// Copies what the storybook uses from npm beside its page after every build: the design systems of two of its skins, and
// axe. Trunk runs this (see Trunk.toml). Without the packages it only prints a note, and the storybook shows which files
// are missing.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = resolve(here, "../../index.html");
const packages = resolve(here, "../../tests/e2e/node_modules");
const { TRUNK_HTML_FILE: built, TRUNK_STAGING_DIR: dist } = process.env;

const USWDS = "@uswds/uswds";
const VA_STYLES = "@department-of-veterans-affairs/css-library";
const VA_ELEMENTS = "@department-of-veterans-affairs/web-components";
const STENCIL = "@stencil/core";
const AXE = "axe-core";

const STATUS_ICONS = ["info.svg", "warning.svg", "error.svg"];
const SOURCE_SANS = ["regular", "italic", "bold"].map((cut) => `sourcesanspro-${cut}-webfont.woff2`);

const missing = [USWDS, VA_STYLES, VA_ELEMENTS, STENCIL, AXE].filter((name) => !existsSync(join(packages, name)));
// The other pages are built with the same Trunk.toml.
if (resolve(built) === page) {
    if (missing.length === 0) {
        await uswds();
        await va();
        await copyFile(join(packages, AXE, "axe.min.js"), join(dist, "axe.min.js"));
    } else {
        console.log(`No skins and no axe in this build. Not in tests/e2e/node_modules: ${missing.join(", ")}.`);
    }
}

async function uswds() {
    const sheet = join(USWDS, "dist/css/uswds.min.css");
    await styles(join(dist, "skins/uswds"), '[data-skin="uswds"]', [sheet], [...SOURCE_SANS, ...STATUS_ICONS]);
}

async function va() {
    const to = join(dist, "skins/va");
    const sheets = ["tokens/css/variables", "stylesheets/core", "stylesheets/uswds-typography", "stylesheets/utilities"];
    const fonts = [...SOURCE_SANS, "bitter-bold.woff2"];
    const paths = sheets.map((sheet) => join(VA_STYLES, "dist", `${sheet}.css`));
    // Not the whole preview, because that would restyle plain checkboxes and switches.
    await styles(to, "va-alert, va-maintenance-banner", paths, fonts);
    await copyFile(join(packages, VA_ELEMENTS, "dist/img/sprite.svg"), join(to, "sprite.svg"));
    await modules(to, join(VA_ELEMENTS, "dist/components"), ["va-alert.js", "va-button.js", "va-maintenance-banner.js"]);
    await copyFile(join(here, "skins/va.js"), join(to, "va.js"));
}

/**
 * Combines several style sheets into one that applies inside some elements only, so that the storybook around them keeps
 * its own look. Copies those of its files that alerts and buttons use.
 */
async function styles(to, where, sheets, wanted) {
    await mkdir(to, { recursive: true });
    const copies = [];
    const outside = [];
    const inside = [];
    for (const sheet of sheets) {
        const located = (_, quote, url) => {
            const named = url.match(/^~(@[^/]+\/[^/]+)\/(?:dist\/)?(.*)/);
            const path = join(packages, named ? join(named[1], "dist", named[2]) : join(dirname(sheet), url));
            if (!wanted.includes(basename(path))) {
                return "url()";
            }
            copies.push(copyFile(path, join(to, basename(path))));
            return `url(${basename(path)})`;
        };
        for (const statement of statements(await readFile(join(packages, sheet), "utf8"))) {
            const text = statement.replace(/url\((["']?)(?!data:)([^"')]+)\1\)/g, located);
            if (/^(@keyframes|:root)\b/.test(text) || /^@font-face.*url\([^)]/s.test(text)) {
                outside.push(text);
            } else if (!/^@(charset|font-face)\b/.test(text)) {
                inside.push(text);
            }
        }
    }
    const whole = `@charset "UTF-8";\n${outside.join("\n")}\n@scope (${where}) {\n${inside.join("\n")}\n}\n`;
    await Promise.all([...copies, writeFile(join(to, `${basename(to)}.css`), whole)]);
}

/** The rules and at-rules at a style sheet's top level, without comments. */
function* statements(css) {
    let depth = 0;
    let statement = "";
    // Skip strings and comments, because braces in them do not count.
    for (const [token] of css.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*[^]*?\*\/|[{};]|(?:(?!\/\*)[^"'{};])+/g)) {
        if (token.startsWith("/*")) {
            continue;
        }
        statement += token;
        depth += token === "{" ? 1 : token === "}" ? -1 : 0;
        if (depth === 0 && (token === "}" || token === ";")) {
            yield statement.trim();
            statement = "";
        }
    }
}

/**
 * Copies modules and all that they import. A browser cannot resolve package names, so each import is rewritten to the
 * URL of its module.
 */
async function modules(to, folder, entries) {
    const copied = new Set();
    const copy = async (module) => {
        if (copied.has(module)) {
            return;
        }
        copied.add(module);
        const asked = [];
        const source = await readFile(join(packages, module), "utf8");
        const text = source.replace(/\b(from\s+|import\s*\(?\s*)(["'])([\w@./-]+)\2/g, (_, start, quote, name) => {
            const target = name.startsWith(".") ? join(dirname(module), name) : join(name, "index.js");
            asked.push(target);
            const path = relative(dirname(module), target);
            return `${start}"${path.startsWith(".") ? path : `./${path}`}"`;
        });
        await mkdir(dirname(join(to, module)), { recursive: true });
        await writeFile(join(to, module), text);
        await Promise.all(asked.map(copy));
    };
    await Promise.all(entries.map((entry) => copy(join(folder, entry))));
}
