// The smallest page with one guarded section, on a peer. Nothing is shown before the first answer.

import { createRoot } from "react-dom/client";
import { guarded } from "./section.jsx";

export async function one({ connect, useDown, useReady }) {
    const { Provider, check } = await connect(`${location.origin}/toggles`);
    const Guarded = guarded(useDown, check);

    function Page() {
        return useReady() ? (
            <Guarded section="direct deposit" toggle="profile_hide_direct_deposit">
                <h1>Hello</h1>
            </Guarded>
        ) : null;
    }

    createRoot(document.getElementById("app")).render(
        <Provider>
            <Page />
        </Provider>,
    );
}
