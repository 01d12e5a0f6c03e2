// The page on Flagsmith: its client and the React entry of the same package.

import flagsmith from "@flagsmith/flagsmith";
import { FlagsmithProvider, useFlags, useFlagsmithLoading } from "@flagsmith/flagsmith/react";

export async function connect(url) {
    const options = {
        environmentID: "bench",
        api: `${url}/api/v1/`,
        cacheFlags: false,
        enableAnalytics: false,
        realtime: false,
        // Its own `fetch` is an XMLHttpRequest.
        fetch: (...request) => fetch(...request),
    };
    return {
        Provider: ({ children }) => (
            <FlagsmithProvider options={options} flagsmith={flagsmith}>
                {children}
            </FlagsmithProvider>
        ),
        check: () => flagsmith.getFlags(),
    };
}

export const useReady = () => useFlagsmithLoading()?.isLoading === false;
export const useDown = (toggle) => useFlags([toggle])[toggle].enabled;
