//! Personal information: while it is down, the library's own alert.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::field::Field;
use crate::form::Form;

pub(crate) fn down_when() -> Rule {
    toggle("profile_hide_personal_information")
}

#[component]
pub(crate) fn PersonalInformation() -> Html {
    html! {
        <div class="section" id="personal-information">
            <GuardedSection section="personal information" down_when={down_when()} heading_level=2>
                <h2 id="personal-information-heading">{ "Personal information" }</h2>
                <Form labelled_by="personal-information-heading" saves="personal information">
                    <Field id="legal-name" label="Legal name" autocomplete="name" initial="Jordan Avery" />
                    <Field
                        id="preferred-name"
                        label="Preferred name (optional)"
                        autocomplete="nickname"
                        hint="We use it when we write or talk to you."
                    />
                    <Field id="birthday" label="Date of birth" kind="date" autocomplete="bday" initial="1984-03-09" />
                </Form>
            </GuardedSection>
        </div>
    }
}
