//! Warnings for developers.

/// Writes a warning to the console. Natively, as in tests, it goes to standard error.
pub(crate) fn warn(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::warn_2(&"yew-outage:".into(), &text.into());
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("yew-outage: {text}");
}
