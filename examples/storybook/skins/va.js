// Defines the custom elements of the VA skin. They stay defined, as a page cannot undefine them.

import { defineCustomElement as defineAlert } from "./@department-of-veterans-affairs/web-components/dist/components/va-alert.js";
import { defineCustomElement as defineButton } from "./@department-of-veterans-affairs/web-components/dist/components/va-button.js";
import { defineCustomElement as defineMaintenanceBanner } from "./@department-of-veterans-affairs/web-components/dist/components/va-maintenance-banner.js";

// Every icon fetches this file, and accepts only a path on the same server.
globalThis.getVaIconSpriteLocation = () => new URL("sprite.svg", import.meta.url).pathname;

defineAlert();
defineButton();
defineMaintenanceBanner();
