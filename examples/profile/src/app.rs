//! The page: header, navigation, the guard, and its sections.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::feeds::feeds;
use crate::navigation::SectionNavigation;
use crate::sections::{ContactInformation, DirectDeposit, Notifications, PersonalInformation};

#[component]
pub(crate) fn App() -> Html {
    html! {
        <OutageGuard feeds={feeds()}>
            <OutageStyle />
            <a class="skip" href="#main">{ "Skip to main content" }</a>
            <header class="masthead">
                <MaintenanceBanner />
                <div class="masthead__inner">
                    <p class="masthead__name">{ "Office of Service Member Benefits" }</p>
                    <p class="masthead__user">{ "Signed in as Jordan Avery" }</p>
                </div>
            </header>
            <div class="page">
                <SectionNavigation />
                <main id="main" tabindex="-1">
                    <h1>{ "Your profile" }</h1>
                    <p class="lead">{ "Keep your details up to date, so that your benefits reach you." }</p>
                    <PersonalInformation />
                    <ContactInformation />
                    <DirectDeposit />
                    <Notifications />
                </main>
            </div>
            <footer class="footer">
                <p>{ "An example for yew-outage. The office is made up, and what you type is sent nowhere." }</p>
            </footer>
        </OutageGuard>
    }
}
