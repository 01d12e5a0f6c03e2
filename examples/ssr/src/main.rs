//! Server-side rendering: a guarded page that a server renders and the browser hydrates. Compiled natively this is the
//! server, and compiled to WebAssembly it is the page in the browser.
//!
//! ```sh
//! trunk build --release --dist target/site/ssr examples/ssr/index.html
//! cargo run --package toggle-server &
//! cargo run --package ssr -- --dir target/site/ssr --endpoint http://127.0.0.1:4600
//! ```

mod app;
#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(not(target_arch = "wasm32"))]
#[tokio::main]
async fn main() -> std::process::ExitCode {
    match server::run(std::env::args().skip(1)).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("ssr: {sentence}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    use app::{App, AppProps, ENDPOINT, INITIAL, PAGE};
    use yew_outage::prelude::Initial;

    let document = web_sys::window().and_then(|window| window.document());
    let Some(page) = document.and_then(|document| document.get_element_by_id(PAGE)) else { return };
    let props = AppProps {
        endpoint: page.get_attribute(ENDPOINT).unwrap_or_default().into(),
        initial: Initial::from_element(INITIAL),
    };
    yew::Renderer::<App>::with_root_and_props(page, props).hydrate();
}
