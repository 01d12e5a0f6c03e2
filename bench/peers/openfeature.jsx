// OpenFeature: its React SDK, with the provider for OFREP.

import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature, OpenFeatureProvider, useBooleanFlagValue, useWhenProviderReady } from "@openfeature/react-sdk";

export async function connect(url) {
    const provider = new OFREPWebProvider({
        baseUrl: url,
        pollInterval: 0,
        changeDetection: "none",
        cacheMode: "disabled",
    });
    OpenFeature.setProvider(provider);
    return {
        Provider: ({ children }) => <OpenFeatureProvider>{children}</OpenFeatureProvider>,
        // It has no call for this. It asks again, as it polls, whenever the page is looked at again.
        check: () => document.dispatchEvent(new Event("visibilitychange")),
    };
}

export const useReady = useWhenProviderReady;
export const useDown = (toggle) => useBooleanFlagValue(toggle, false);
