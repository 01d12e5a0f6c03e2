// The custom elements that the VA skin draws with. They are defined once and for all: no page can undefine one.

import { defineCustomElement as defineAlert } from "./@department-of-veterans-affairs/web-components/dist/components/va-alert.js";
import { defineCustomElement as defineButton } from "./@department-of-veterans-affairs/web-components/dist/components/va-button.js";
import { defineCustomElement as defineMaintenanceBanner } from "./@department-of-veterans-affairs/web-components/dist/components/va-maintenance-banner.js";

// Asked for by every icon, which takes a path on this very server only.
globalThis.getVaIconSpriteLocation = () => new URL("sprite.svg", import.meta.url).pathname;

defineAlert();
defineButton();
defineMaintenanceBanner();
