//! The table of the component's properties below a story.

use yew::prelude::*;

use crate::properties::{self, Property};

#[derive(PartialEq, Properties)]
pub(crate) struct PropertiesTableProps {
    /// The component's name in the library. Without a component of this name there is no table.
    pub(crate) component: &'static str,
}

#[component]
pub(crate) fn PropertiesTable(props: &PropertiesTableProps) -> Html {
    let properties = use_memo(props.component, |component| properties::of(component));
    if properties.is_empty() {
        return Html::default();
    }
    html! {
        <section class="properties" aria-labelledby="properties-heading">
            <table>
                <caption>
                    <h2 id="properties-heading" class="eyebrow">
                        { "Properties of " }<code>{ props.component }</code>
                    </h2>
                </caption>
                <thead>
                    <tr>
                        { for ["Property", "Type", "Default", "What it is"].map(|head| html! {
                            <th scope="col">{ head }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for properties.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

fn row(property: &Property) -> Html {
    let default = match &property.default {
        Some(value) => html! { <code>{ value.clone() }</code> },
        None => html! { "required" },
    };
    let piece = |(code, piece): (bool, &str)| {
        let piece = piece.to_owned();
        if code {
            html! { <code>{ piece }</code> }
        } else {
            html! { piece }
        }
    };
    html! {
        <tr>
            <th scope="row"><code>{ property.name }</code></th>
            <td data-head="Type"><code>{ property.kind }</code></td>
            <td data-head="Default">{ default }</td>
            <td>{ for properties::pieces(&property.words).map(piece) }</td>
        </tr>
    }
}
