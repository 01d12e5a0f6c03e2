//! Notifications.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::form::Form;

pub(crate) fn down_when() -> Rule {
    toggle("profile_hide_notifications")
}

#[component]
pub(crate) fn Notifications() -> Html {
    html! {
        <div class="section" id="notifications">
            <GuardedSection section="notifications" down_when={down_when()} heading_level=2>
                <h2 id="notifications-heading">{ "Notifications" }</h2>
                <Form labelled_by="notifications-heading" saves="choices">
                    <fieldset>
                        <legend>{ "Tell me by text message about" }</legend>
                        <label class="choice"><input type="checkbox" />{ "Appointments" }</label>
                        <label class="choice"><input type="checkbox" />{ "Prescriptions on their way" }</label>
                        <label class="choice"><input type="checkbox" />{ "Decisions on my claims" }</label>
                    </fieldset>
                </Form>
            </GuardedSection>
        </div>
    }
}
