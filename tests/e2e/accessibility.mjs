// Reads the accessibility tree, which the browser passes to screen readers.

import assert from "node:assert/strict";

/** All nodes that are not ignored, in document order. */
export async function tree(page) {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const of = (node, name) => node.properties?.find((property) => property.name === name)?.value.value;
    return nodes
        .filter((node) => !node.ignored)
        .map((node) => ({
            role: node.role?.value,
            name: node.name?.value ?? "",
            level: of(node, "level"),
            focused: of(node, "focused") ?? false,
            disabled: of(node, "disabled") ?? false,
        }));
}

/** The focused node. If nothing else is focused, that is the page. */
export async function focused(page) {
    const nodes = (await tree(page)).filter((node) => node.focused);
    return nodes.find((node) => node.role !== "RootWebArea") ?? nodes[0];
}

/** Presses Tab until a node of this role and name is focused. */
export async function tabTo(page, role, name) {
    for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press("Tab");
        const node = await focused(page);
        if (node.role === role && name.test(node.name)) {
            return;
        }
    }
    assert.fail(`Tab does not lead to ${role} ${name}`);
}

/** The text of the live regions. */
export function announced(page) {
    return page.evaluate(() =>
        [...document.querySelectorAll(".outage-live")].map((region) => region.textContent).filter((text) => text !== ""),
    );
}
