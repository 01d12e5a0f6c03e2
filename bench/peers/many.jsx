// A page with as many sections as the driver requests, on a peer.

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { guarded } from "./section.jsx";

/** One element for all renders, as in a competent page. */
const CONTENT = <p className="content">Account ending in 1234</p>;

export async function many({ connect, useDown }) {
    const { Provider, check, push } = await connect(bench.url, bench.first);
    const Guarded = guarded(useDown, check);

    function Sections() {
        const [shown, setShown] = useState(false);
        useEffect(() => {
            bench.controls({ mount: () => setShown(true), unmount: () => setShown(false), poll: check, push });
        }, []);
        return shown
            ? bench.watched.map(([section, toggle]) => (
                  <Guarded key={section} section={section} toggle={toggle}>
                      {CONTENT}
                  </Guarded>
              ))
            : null;
    }

    createRoot(document.getElementById("app")).render(
        <Provider>
            <Sections />
        </Provider>,
    );
}
