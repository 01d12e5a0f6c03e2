use web_sys::UrlSearchParams;
use yew::AttrValue;

/// What stands before the path of every endpoint: nothing for the page's own folder, else the address
/// in the query `?server=http://…`, ending in a slash.
pub(crate) fn server() -> AttrValue {
    let query = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let asked = UrlSearchParams::new_with_str(&query).ok().and_then(|query| query.get("server"));
    match asked {
        Some(address) if !address.is_empty() => format!("{}/", address.trim_end_matches('/')).into(),
        _ => AttrValue::default(),
    }
}
