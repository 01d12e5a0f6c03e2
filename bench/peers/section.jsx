// The section of every peer's page: this crate's markup and text, in React.

import { memo, useState } from "react";

/** The button that checks again, disabled at the same times as this crate's. */
function CheckAgain({ check }) {
    const [words, setWords] = useState("Check again");
    const onClick = async () => {
        if (words !== "Check again") {
            return;
        }
        setWords("Checking…");
        await check();
        setWords("Checked just now");
        setTimeout(() => setWords("Check again"), 5_000);
    };
    return (
        <button
            type="button"
            className="outage-action"
            aria-disabled={words === "Check again" ? undefined : "true"}
            onClick={onClick}
        >
            {words}
        </button>
    );
}

function Alert({ section, check }) {
    const headline = `You can’t use ${section} right now`;
    return (
        <div className="outage-alert outage-alert--warning" role="group" aria-label={headline}>
            <svg className="outage-alert__icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path className="outage-alert__icon-outline" d="M12 2.5L23 21.5H1z" />
                <path className="outage-alert__icon-sign" d="M12 9.5v5M12 18v.01" />
            </svg>
            <div className="outage-alert__content">
                <h3 className="outage-alert__headline" tabIndex={-1}>
                    <span className="outage-visually-hidden">Warning: </span>
                    {headline}
                </h3>
                <div className="outage-alert__body">
                    <p>We’re sorry. A system behind this part of the page is not working.</p>
                    <p>We don’t know yet when it will work again.</p>
                    <p>You can use the rest of this page as usual. This part comes back by itself.</p>
                </div>
                <CheckAgain check={check} />
            </div>
        </div>
    );
}

/** A section that is down while `useDown` returns true. Memoized, so that it renders again only for changes of its own. */
export const guarded = (useDown, check) =>
    memo(function Guarded({ section, toggle, children }) {
        const down = useDown(toggle);
        return (
            <div
                className="outage-section"
                data-section={section}
                data-availability={down ? "down" : "available"}
            >
                {down ? <Alert section={section} check={check} /> : children}
            </div>
        );
    });
