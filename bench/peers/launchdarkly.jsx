// The page on LaunchDarkly: its React SDK. It never polls; changes come by its event stream.

import { asyncWithLDProvider, basicLogger, useFlags } from "launchdarkly-react-client-sdk";

const CLIENT = "bench";
const CONTEXT = { kind: "user", key: "anonymous", anonymous: true };

/** Flags as a server renders them into a page, as LaunchDarkly documents `bootstrap`. */
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
        // It cannot fetch on demand; changes come by its stream.
        check: async () => {},
        push: (document) => bench.tell("put", document),
    };
}

/** Its provider is ready once its flags are. */
export const useReady = () => true;
export const useDown = (toggle) => useFlags()[toggle] === true;
