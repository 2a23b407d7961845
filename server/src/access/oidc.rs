//! Logging in by OpenID Connect: authorization code with PKCE.
//!
//! What an attempt has to remember (state, nonce, verifier, the page to come back to) travels in a sealed cookie of a few minutes, so that any replica can
//! finish it. The provider's keys are asked for again when a token names one that is not known, at most once a minute.

mod attempt;
mod claims;
mod error;
mod provider;

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use openidconnect::core::CoreAuthenticationFlow;
use openidconnect::{AuthorizationCode, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope};
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;

use self::attempt::Attempt;
use self::claims::{groups, name};
use self::error::is_unknown_key;
use self::provider::{Providers, Tokens};
use super::identity::{Identity, Way};
use super::key::{Keys, Purpose};
use super::mapping::Mapping;
use super::moment::Moment;
use super::page::is_page;
use super::session::cookie::Cookie;
pub use error::OidcError;
pub use provider::Registered;

/// How long somebody may take to log in at the provider.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// What the claims mean.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The claim that is the name; `sub` where it is missing.
    pub name: String,
    /// The claim that lists the groups; `a.b` is the member `b` of `a`.
    pub groups: String,
    /// What the groups mean.
    pub mapping: Mapping,
}

/// The console as a client of a provider.
#[derive(Debug)]
pub struct Oidc {
    providers: Providers,
    scopes: Vec<String>,
    meaning: Meaning,
    keys: Keys,
    cookie: Cookie,
}

/// An attempt that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Where to send the browser.
    pub to: Url,
    /// The cookie that remembers the attempt.
    pub cookie: HeaderValue,
}

/// What the provider sends the browser back with.
#[derive(Debug, Default, Deserialize)]
pub struct Callback {
    /// What the tokens are asked for with.
    pub code: Option<String>,
    /// As it was given.
    pub state: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
    /// The same in words.
    pub error_description: Option<String>,
    /// Who answers.
    pub iss: Option<String>,
}

/// A login that is done.
#[derive(Debug)]
pub struct Finished {
    /// Who it is.
    pub who: Identity,
    /// The page to go back to, under the base path.
    pub back: String,
}

impl Oidc {
    /// For a registered client. `cookie` has to be one that comes along from another site: [`super::session::cookie::SameSite::Lax`].
    #[must_use]
    pub fn new(
        registered: Registered,
        http: reqwest::Client,
        scopes: Vec<String>,
        meaning: Meaning,
        keys: Keys,
        cookie: Cookie,
    ) -> Self {
        Self { providers: Providers::new(registered, http), scopes, meaning, keys, cookie }
    }

    /// Where the provider is, for people.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        Url::parse(self.providers.issuer()).ok()?.host_str().map(str::to_owned)
    }

    /// Begins an attempt. `back` is the page to come back to; one that is none becomes the first page.
    ///
    /// # Errors
    /// If the provider cannot be asked what it is.
    pub async fn begin(&self, back: &str, now: Moment) -> Result<Begun, OidcError> {
        let provider = self.providers.get(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = provider.client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new_random_len(32),
            || Nonce::new_random_len(32),
        );
        let scopes = self.scopes.iter().map(|scope| Scope::new(scope.clone()));
        let (to, state, nonce) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
        let attempt = Attempt {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            back: if is_page(back) { back.to_owned() } else { "/".to_owned() },
            until: now.after(PATIENCE),
        };
        let sealed = self.keys.seal(Purpose::Attempt, &attempt).ok_or(OidcError::NoAttempt)?;
        let cookie = self.cookie.written(&sealed, PATIENCE).ok_or(OidcError::NoAttempt)?;
        Ok(Begun { to, cookie })
    }

    /// Finishes an attempt.
    ///
    /// # Errors
    /// Why nobody is logged in.
    pub async fn finish(
        &self,
        callback: Callback,
        headers: &HeaderMap,
        now: Moment,
    ) -> Result<Finished, OidcError> {
        let sealed = self.cookie.read(headers).map_err(|_| OidcError::NoAttempt)?;
        let attempt: Attempt = self.keys.open(Purpose::Attempt, &sealed).ok_or(OidcError::NoAttempt)?;
        if attempt.until <= now {
            return Err(OidcError::TooLate);
        }
        // Before anything else that was brought is looked at: it may be somebody else's login.
        if callback.state.as_deref() != Some(attempt.state.as_str()) {
            return Err(OidcError::OtherState);
        }
        if callback.iss.is_some_and(|issuer| issuer != self.providers.issuer()) {
            return Err(OidcError::OtherState);
        }
        if let Some(error) = callback.error {
            return Err(OidcError::told(&error, callback.error_description.as_deref()));
        }
        let code = AuthorizationCode::new(callback.code.ok_or(OidcError::OtherState)?);
        let provider = self.providers.get(now).await?;
        let verifier = PkceCodeVerifier::new(attempt.verifier);
        let tokens = provider
            .client
            .exchange_code(code)
            .map_err(|error| OidcError::provider("has no endpoint for tokens", &error))?
            .set_pkce_verifier(verifier)
            .request_async(self.providers.http())
            .await
            .map_err(|error| OidcError::provider("does not exchange the code", &error))?;
        let claims = self.verified(&tokens, &Nonce::new(attempt.nonce), now).await?;
        let who = self.identity(&claims, &tokens, now).await?;
        Ok(Finished { who, back: attempt.back })
    }

    /// The claims of the ID token, after everything about it was found right.
    async fn verified(&self, tokens: &Tokens, nonce: &Nonce, now: Moment) -> Result<Value, OidcError> {
        match self.providers.get(now).await?.verified(tokens, nonce, now) {
            Err(error) if is_unknown_key(&error) => {
                let told = self.providers.anew(now).await?.verified(tokens, nonce, now);
                told.map_err(|error| OidcError::Token(error.to_string()))
            }
            told => told.map_err(|error| OidcError::Token(error.to_string())),
        }
    }

    /// Some providers tell groups and names at their `userinfo` only.
    async fn identity(&self, claims: &Value, tokens: &Tokens, now: Moment) -> Result<Identity, OidcError> {
        let mut told = (name(claims, &self.meaning.name), groups(claims, &self.meaning.groups));
        if told.0.is_none() || told.1.is_none() {
            let provider = self.providers.get(now).await?;
            if let Some(more) = provider.user_info(tokens, claims, self.providers.http()).await? {
                told.0 = told.0.or_else(|| name(&more, &self.meaning.name));
                told.1 = told.1.or_else(|| groups(&more, &self.meaning.groups));
            }
        }
        let name = told.0.or_else(|| name(claims, "sub")).ok_or(OidcError::NoName)?;
        let groups = told.1.unwrap_or_default();
        let mapped = self.meaning.mapping.of(&groups).ok_or_else(|| OidcError::NoRole(name.clone()))?;
        Ok(Identity {
            name,
            role: mapped.role,
            bound: mapped.bound,
            // What they meant is in the role: a cookie has no room for hundreds of them.
            groups: Vec::new(),
            way: Way::Oidc,
            session: None,
            mesos: None,
        })
    }

    /// Where to send the browser after a logout here, so that the provider ends its session, too; `None` if it has no such page.
    pub async fn ended(&self, now: Moment) -> Option<Url> {
        self.providers.get(now).await.ok()?.ended()
    }

    /// The cookie that takes the attempt away again.
    #[must_use]
    pub fn cleared(&self) -> HeaderValue {
        self.cookie.cleared()
    }
}
