// GrowthBook: its React SDK.

import {
    GrowthBook,
    GrowthBookProvider,
    configureCache,
    useFeatureIsOn,
    useGrowthBook,
} from "@growthbook/growthbook-react";

export async function connect(url) {
    configureCache({ disableCache: true });
    const growthbook = new GrowthBook({ apiHost: url, clientKey: "bench" });
    // An answer that is here before its provider is mounted would be told to nobody.
    await growthbook.init({ streaming: false });
    return {
        Provider: ({ children }) => <GrowthBookProvider growthbook={growthbook}>{children}</GrowthBookProvider>,
        check: () => growthbook.refreshFeatures({ skipCache: true }),
    };
}

export const useReady = () => useGrowthBook().ready;
export const useDown = useFeatureIsOn;
