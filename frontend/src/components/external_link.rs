//! Links that lead out of the console, to addresses that somebody else wrote.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// An address of the web. Frameworks name their own; a browser would run one that begins with `javascript:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebUrl(String);

impl WebUrl {
    /// The address, if it is of `http` or `https` and names a host.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        // Browsers drop line breaks and tabs from an address before they read it.
        let is_plain = !text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\');
        (is_web && has_host && is_plain).then(|| Self(text.to_owned()))
    }

    /// The address as it was given.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.0
    }
}

/// The address as a link that opens beside the console and tells its target nothing of it.
#[component]
pub fn ExternalLink(
    /// Where it leads.
    url: WebUrl,
) -> impl IntoView {
    let WebUrl(address) = url;
    let href = address.clone();
    view! {
        <a class="external" href=href target="_blank" rel="noopener noreferrer">
            {address}
            <Icon glyph=Glyph::External />
            <span class="visually-hidden">"(opens elsewhere)"</span>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::WebUrl;

    #[test]
    fn only_the_web_is_linked() {
        for address in ["http://marathon.test:8080/ui", "HTTPS://[::1]:8443", " https://x.test "] {
            assert!(WebUrl::parse(address).is_some(), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "javascript://x.test/%0aalert(1)",
            "java\nscript://x",
            "http:///etc",
            "http://x\t.test",
            "data:text/html,x",
            "//x.test",
            "marathon.test:8080",
            "",
        ] {
            assert!(WebUrl::parse(address).is_none(), "{address}");
        }
    }
}
