// The page on OpenFeature: its React SDK with the OFREP provider.

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
        // It has no call for this. It fetches, by the same code as for a poll, when the page becomes visible.
        check: () => document.dispatchEvent(new Event("visibilitychange")),
    };
}

export const useReady = useWhenProviderReady;
export const useDown = (toggle) => useBooleanFlagValue(toggle, false);
