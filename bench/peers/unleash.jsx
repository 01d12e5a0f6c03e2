// The page on Unleash: its React SDK on its client.

import { FlagProvider, useFlag, useFlagsStatus } from "@unleash/proxy-client-react";
import { InMemoryStorageProvider, UnleashClient } from "unleash-proxy-client";

export async function connect(url) {
    const client = new UnleashClient({
        url: `${url}/api/frontend`,
        clientKey: "front-end-token",
        appName: "bench",
        refreshInterval: 0,
        disableMetrics: true,
        storageProvider: new InMemoryStorageProvider(),
    });
    return {
        Provider: ({ children }) => <FlagProvider unleashClient={client}>{children}</FlagProvider>,
        check: () => client.updateToggles(),
    };
}

export const useReady = () => useFlagsStatus().flagsReady;
export const useDown = useFlag;
