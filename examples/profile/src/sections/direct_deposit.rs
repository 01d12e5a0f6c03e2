//! Direct deposit: down by its toggle, or during maintenance of its service. It has pending content while neither is
//! known, a fallback of the page's own while it is down, and the form otherwise.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::field::Field;
use crate::form::Form;

pub(crate) fn down_when() -> Rule {
    toggle("profile_hide_direct_deposit").or(service("lighthouse_direct_deposit"))
}

#[component]
pub(crate) fn DirectDeposit() -> Html {
    let pending =
        html! { <p class="loading" role="status">{ "Loading your direct deposit information…" }</p> };
    let fallback = use_callback((), |downtime: Downtime, ()| fallback(&downtime));
    html! {
        <div class="section" id="direct-deposit">
            <GuardedSection section="direct deposit" down_when={down_when()} {pending} {fallback} heading_level=2>
                <h2 id="direct-deposit-heading">{ "Direct deposit" }</h2>
                <Form labelled_by="direct-deposit-heading" saves="bank account">
                    <fieldset>
                        <legend>{ "Account type" }</legend>
                        <label class="choice">
                            <input type="radio" name="account-type" value="checking" />
                            { "Checking" }
                        </label>
                        <label class="choice">
                            <input type="radio" name="account-type" value="savings" />
                            { "Savings" }
                        </label>
                    </fieldset>
                    <Field
                        id="routing-number"
                        label="Routing number"
                        autocomplete="off"
                        inputmode="numeric"
                        hint="The 9 digits at the lower left of a check."
                    />
                    <Field
                        id="account-number"
                        label="Account number"
                        autocomplete="off"
                        inputmode="numeric"
                        hint="No more than 17 digits."
                    />
                </Form>
            </GuardedSection>
        </div>
    }
}

/// Shows whom to call. With an end or a message it shows those, too, and otherwise a general text.
fn fallback(downtime: &Downtime) -> Html {
    let otherwise = html! {
        <p class="otherwise">
            { "To change where your payments go, call us at " }
            <a href="tel:+12025550147">{ "202-555-0147" }</a>
            { ", Monday through Friday, 8:00 a.m. to 9:00 p.m. ET." }
        </p>
    };
    if downtime.until.is_some() || downtime.message.is_some() {
        return html! { <><DowntimeBanner />{ otherwise }</> };
    }
    html! {
        <TemporaryOutage>
            <p>
                { "We’re sorry. You can’t see or change your bank information online at the moment. " }
                { "Payments that are already on their way will still reach you." }
            </p>
            { otherwise }
        </TemporaryOutage>
    }
}
