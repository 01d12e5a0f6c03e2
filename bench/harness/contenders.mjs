// The contenders: the name for the tables, the page, the engine whose documents it reads, and whether it fetches them.

const contender = (name, page, engine, fetches = true) => ({ name, page, engine, fetches });

/** This crate, on its own format and on the same bytes that a peer reads. */
export const OURS = [
    contender("yew-outage", "many/yew-outage", "plain"),
    contender("yew-outage, Unleash's bytes", "many/yew-outage", "unleash"),
    contender("yew-outage, OFREP's bytes", "many/yew-outage", "ofrep"),
];

export const PEERS = [
    contender("Unleash", "many/unleash", "unleash"),
    contender("OpenFeature", "many/openfeature", "ofrep"),
    contender("LaunchDarkly", "many/launchdarkly", "launchdarkly"),
    contender("Flagsmith", "many/flagsmith", "flagsmith"),
    contender("GrowthBook", "many/growthbook", "growthbook"),
];

/** The same sections without a guard. */
export const PLAIN = [
    contender("plain Yew", "many/yew", "plain", false),
    contender("plain React", "many/react", "plain", false),
];

/** Parsing alone, by the browser's own parser. */
export const READERS = [
    contender("JSON.parse alone", "many/nothing", "plain"),
    contender("JSON.parse alone, Unleash's bytes", "many/nothing", "unleash"),
    contender("JSON.parse alone, OFREP's bytes", "many/nothing", "ofrep"),
];

/** Pages with one section, on the local server. */
export const ONE = [
    contender("yew-outage", "one/yew-outage"),
    ...PEERS.map(({ name, page }) => contender(name, page.replace("many/", "one/"))),
];
