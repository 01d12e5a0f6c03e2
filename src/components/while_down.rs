//! What becomes of a section while it is down.

/// What becomes of a section while an alert stands in its place.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let long_form = html! {
///     <GuardedSection section="the claim form" down_when="hide_claims" while_down={WhileDown::Keep}>
///         <label>{ "What happened?" }<textarea /></label>
///     </GuardedSection>
/// };
/// # let _ = long_form;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhileDown {
    /// It is unmounted, and mounted anew when it is back.
    #[default]
    Unmount,
    /// If it was shown before, it stays mounted in a `<div class="outage-content outage-kept">` that is `hidden`
    /// and `inert`. Form values, selections and scroll positions are unchanged when it is back. A modal dialog
    /// inside is closed meanwhile, without a `close` event. Timers and requests of the section go on.
    Keep,
}
