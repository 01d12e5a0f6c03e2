// Writes the same toggles in every engine's format. Used by the server and, bundled, inside the page.

const AREAS = ["profile", "claims", "health", "pharmacy", "travel", "education", "payments", "messages"];
const THINGS = ["direct_deposit", "contact_information", "appointments", "refill", "documents", "status", "history"];

/** A typical key of a feature flag. */
export const key = (number) =>
    `${AREAS[number % AREAS.length]}_hide_${THINGS[number % THINGS.length]}_${String(number).padStart(5, "0")}`;

/** N sections on N of M toggles, spread evenly: `[section, toggle]`. */
export const sections = (n, m) =>
    Array.from({ length: n }, (_, at) => [`section ${at}`, key(Math.floor((at * m) / n))]);

/** `[key, on]` of M toggles in an order that is sorted by nothing. Those with a section are off unless they are `down`. */
export function toggles(m, watched, down) {
    const seen = new Set(watched.map(([, toggle]) => toggle));
    return Array.from({ length: m }, (_, at) => {
        // A step that is coprime to the number visits every toggle once.
        const number = (at * 7_919) % m;
        const name = key(number);
        return [name, name === down || (!seen.has(name) && number % 2 === 0)];
    });
}

const unleash = ([name, enabled]) => ({
    name,
    enabled,
    variant: { name: "disabled", enabled: false, feature_enabled: enabled },
    impressionData: false,
});

const ofrep = ([name, value]) => ({
    key: name,
    value,
    reason: "STATIC",
    variant: value ? "on" : "off",
    metadata: {},
});

const flagsmith = ([name, enabled], at) => ({
    feature: { id: at, name, type: "STANDARD" },
    feature_state_value: null,
    enabled,
});

const launchdarkly = ([name, value]) => [
    name,
    { version: 12, flagVersion: 3, value, variation: value ? 0 : 1, trackEvents: false },
];

/** The document of an engine's endpoint. `edition` makes documents differ. */
const WRITERS = {
    plain: (list) => Object.fromEntries(list),
    unleash: (list) => ({ toggles: list.map(unleash) }),
    ofrep: (list) => ({ flags: list.map(ofrep), metadata: {} }),
    launchdarkly: (list) => Object.fromEntries(list.map(launchdarkly)),
    flagsmith: (list) => list.map(flagsmith),
    growthbook: (list, edition) => ({
        status: 200,
        features: Object.fromEntries(list.map(([name, value]) => [name, { defaultValue: value }])),
        dateUpdated: new Date(1_777_680_000_000 + edition * 1_000).toISOString(),
    }),
};

export const ENGINES = Object.keys(WRITERS);

export const document = (engine, list, edition) => JSON.stringify(WRITERS[engine](list, edition));
