// The page on GrowthBook: its React SDK.

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
    // A response that comes before the provider is mounted would not be rendered.
    await growthbook.init({ streaming: false });
    return {
        Provider: ({ children }) => <GrowthBookProvider growthbook={growthbook}>{children}</GrowthBookProvider>,
        check: () => growthbook.refreshFeatures({ skipCache: true }),
    };
}

export const useReady = () => useGrowthBook().ready;
export const useDown = useFeatureIsOn;
