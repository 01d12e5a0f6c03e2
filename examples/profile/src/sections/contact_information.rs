//! Contact information: down by its own toggle, by the one for the whole profile, or when its own requests fail. It
//! is the longest form, so it is kept while down: what a reader has typed is still there when it is back.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::feeds::server;
use crate::field::Field;
use crate::form::{Form, Post};

/// The service that saves it. No feed knows of it, so only failed requests of this page take it down.
const SERVICE: &str = "contact_information";

pub(crate) fn down_when() -> Rule {
    toggle("profile_hide_contact_information").or("profile_hide_all").or(service(SERVICE))
}

#[component]
pub(crate) fn ContactInformation() -> Html {
    let url = AttrValue::from(format!("{}/v0/contact_information", server()));
    let breaker = ServiceBreaker::new(SERVICE).with_probe(format!("{url}/health"));
    let post = Post { url, reporter: use_service(breaker) };
    html! {
        <div class="section" id="contact-information">
            <GuardedSection
                section="contact information"
                down_when={down_when()}
                while_down={WhileDown::Keep}
                heading_level=2
            >
                <h2 id="contact-information-heading">{ "Contact information" }</h2>
                <Form labelled_by="contact-information-heading" saves="contact information" {post}>
                    <Field
                        id="street"
                        label="Street address"
                        autocomplete="street-address"
                        initial="1450 Orchard Lane"
                    />
                    <div class="fields">
                        <Field id="city" label="City" autocomplete="address-level2" initial="Fairview" />
                        <Field
                            id="zip"
                            label="ZIP code"
                            autocomplete="postal-code"
                            inputmode="numeric"
                            initial="12345"
                        />
                    </div>
                    <Field
                        id="email"
                        label="Email"
                        kind="email"
                        autocomplete="email"
                        initial="jordan.avery@example.com"
                    />
                    <Field id="phone" label="Mobile phone" kind="tel" autocomplete="tel" initial="202-555-0119" />
                </Form>
            </GuardedSection>
        </div>
    }
}
