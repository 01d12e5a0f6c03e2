// LaunchDarkly: its React SDK. It never polls: changes come over its stream.

import { asyncWithLDProvider, basicLogger, useFlags } from "launchdarkly-react-client-sdk";

const CLIENT = "bench";
const CONTEXT = { kind: "user", key: "anonymous", anonymous: true };

/** A document of its endpoint as a server renders it into a page, by LaunchDarkly's description of `bootstrap`. */
function bootstrap(document) {
    const flags = Object.entries(JSON.parse(document));
    return {
        ...Object.fromEntries(flags.map(([key, { value }]) => [key, value])),
        $flagsState: Object.fromEntries(flags.map(([key, { variation, version }]) => [key, { variation, version }])),
        $valid: true,
    };
}

export async function connect(url, first) {
    const Provider = await asyncWithLDProvider({
        clientSideID: CLIENT,
        context: CONTEXT,
        reactOptions: { useCamelCaseFlagKeys: false, sendEventsOnFlagRead: false },
        options: {
            baseUrl: url,
            streamUrl: url,
            eventsUrl: url,
            bootstrap: first && bootstrap(first()),
            streaming: first !== undefined,
            sendEvents: false,
            diagnosticOptOut: true,
            fetchGoals: false,
            logger: basicLogger({ level: "error" }),
        },
    });
    return {
        Provider,
        // It cannot be asked: what changes, its stream tells.
        check: async () => {},
        push: (document) => bench.tell("put", document),
    };
}

/** Its provider is there when its flags are. */
export const useReady = () => true;
export const useDown = (toggle) => useFlags()[toggle] === true;
