// Runs axe-core on a page: WCAG 2.2 AA and best practices.

import { createRequire } from "node:module";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** axe's violations, one line each. */
export async function violations(page) {
    await page.addScriptTag({ path: source });
    const found = await page.evaluate(async () => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } });
        return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    });
    return found;
}
