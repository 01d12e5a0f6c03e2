//! The toolbar: the choices of how stories are shown.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::choices::{Choice, Choices, Direction, Language, SkinChoice, Width};
use crate::theme::ThemeSwitch;

#[derive(PartialEq, Properties)]
pub(crate) struct ToolbarProps {
    pub(crate) choices: Choices,
    pub(crate) on_change: Callback<Choices>,
}

#[component]
pub(crate) fn Toolbar(props: &ToolbarProps) -> Html {
    let choices = props.choices;
    let on_language = props.on_change.reform(move |language| Choices { language, ..choices });
    let on_direction = props.on_change.reform(move |direction| Choices { direction, ..choices });
    let on_skin = props.on_change.reform(move |skin| Choices { skin, ..choices });
    let on_width = props.on_change.reform(move |width| Choices { width, ..choices });
    let on_theme = props.on_change.reform(move |theme| Choices { theme, ..choices });
    html! {
        <div class="toolbar" role="group" aria-label="How stories are shown">
            <Picker<Language> chosen={choices.language} on_change={on_language} />
            <Picker<Direction> chosen={choices.direction} on_change={on_direction} />
            <Picker<SkinChoice> chosen={choices.skin} on_change={on_skin} />
            <Picker<Width> chosen={choices.width} on_change={on_width} />
            <ThemeSwitch theme={choices.theme} on_change={on_theme} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct PickerProps<T: Choice> {
    chosen: T,
    on_change: Callback<T>,
}

#[component]
fn Picker<T: Choice>(props: &PickerProps<T>) -> Html {
    let select = use_node_ref();
    // Set the value by hand: once a reader has used a select, it ignores the `selected` attribute of its options.
    use_effect_with((select.clone(), props.chosen), |(select, chosen)| {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            select.set_value(chosen.name());
        }
    });
    let onchange = props.on_change.reform(|event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        T::named(&name).unwrap_or(T::OPTIONS[0].0)
    });
    let id = format!("choose-{}", T::NAME);
    let option = |(_, name, words): &(T, &'static str, &'static str)| {
        html! { <option value={*name}>{ *words }</option> }
    };
    html! {
        <div class="field">
            <label for={id.clone()}>{ T::LABEL }</label>
            <select ref={select} {id} {onchange}>{ for T::OPTIONS.iter().map(option) }</select>
        </div>
    }
}
