//! The provider: what it says of itself, and its keys.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreIdTokenVerifier, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AuthType, ClaimsVerificationError, Client, ClientId, ClientSecret,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl,
    LogoutRequest, Nonce, OAuth2TokenResponse, PostLogoutRedirectUrl, ProviderMetadataWithLogout,
    RedirectUrl, StandardErrorResponse, StandardTokenResponse, SubjectIdentifier, TokenResponse,
    UserInfoClaims,
};
use reqwest::Url;
use serde_json::Value;
use tokio::sync::Mutex;

use super::OidcError;
use super::claims::Claims;
use crate::access::moment::Moment;

/// How long what a provider says of itself is believed.
const BELIEVED: Duration = Duration::from_secs(60 * 60);

/// The keys are not asked for more often than this, whatever tokens come.
const BETWEEN: Duration = Duration::from_secs(60);

/// How far the provider's clock may be from ours.
const SKEW: TimeDelta = TimeDelta::seconds(60);

/// The oldest token that is taken: it was made for this login, a moment ago.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// Signatures that only the provider can make. Never `none`, and never one by a secret that both sides have.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Fields = IdTokenFields<
    Claims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

pub(super) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;

type Relying = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The console as the provider knows it.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Who issues the tokens.
    pub issuer: IssuerUrl,
    /// The client's id.
    pub client_id: ClientId,
    /// The client's secret; PKCE alone protects a client that has none.
    pub client_secret: Option<ClientSecret>,
    /// Where browsers come back to: the console's callback, as registered.
    pub redirect: RedirectUrl,
    /// Where they come back to after a logout.
    pub after_logout: Option<PostLogoutRedirectUrl>,
}

/// A provider, as it said it is.
pub(super) struct Provider {
    pub client: Relying,
    registered: Registered,
    metadata: ProviderMetadataWithLogout,
    learnt: Moment,
}

/// Asks the provider what it is, and remembers it.
pub(super) struct Providers {
    registered: Registered,
    http: reqwest::Client,
    known: Mutex<Option<Arc<Provider>>>,
}

impl fmt::Debug for Providers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Providers({})", self.registered.issuer.as_str())
    }
}

impl Providers {
    pub fn new(registered: Registered, http: reqwest::Client) -> Self {
        Self { registered, http, known: Mutex::new(None) }
    }

    pub fn issuer(&self) -> &str {
        self.registered.issuer.as_str()
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub async fn get(&self, now: Moment) -> Result<Arc<Provider>, OidcError> {
        self.younger_than(BELIEVED, now).await
    }

    /// With newer keys, if they have not been asked for just now.
    pub async fn anew(&self, now: Moment) -> Result<Arc<Provider>, OidcError> {
        self.younger_than(BETWEEN, now).await
    }

    /// One asks, the others wait for it.
    async fn younger_than(&self, age: Duration, now: Moment) -> Result<Arc<Provider>, OidcError> {
        let mut known = self.known.lock().await;
        if let Some(provider) = known.as_ref().filter(|provider| now.since(provider.learnt) < age) {
            return Ok(provider.clone());
        }
        match Provider::discover(&self.registered, &self.http, now).await {
            Ok(provider) => Ok(known.insert(Arc::new(provider)).clone()),
            // What it said before is better than nothing: only new keys would be missed.
            Err(error) => known.clone().ok_or(error),
        }
    }
}

impl Provider {
    async fn discover(
        registered: &Registered,
        http: &reqwest::Client,
        now: Moment,
    ) -> Result<Self, OidcError> {
        let metadata = ProviderMetadataWithLogout::discover_async(registered.issuer.clone(), http)
            .await
            .map_err(|error| OidcError::provider("does not say what it is", &error))?;
        let secret = registered.client_secret.clone();
        let client = Client::from_provider_metadata(metadata.clone(), registered.client_id.clone(), secret)
            .set_redirect_uri(registered.redirect.clone())
            .set_auth_type(authentication(&metadata));
        Ok(Self { client, registered: registered.clone(), metadata, learnt: now })
    }

    /// Checks signature, issuer, audience, nonce and times.
    fn verifier(&self, now: Moment) -> CoreIdTokenVerifier<'_> {
        let now = i64::try_from(now.millis()).ok().and_then(DateTime::<Utc>::from_timestamp_millis);
        let now = now.unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now - SKEW)
            .set_issue_time_verifier_fn(move |issued| match issued {
                issued if issued > now + SKEW => Err("it was issued in the future".to_owned()),
                issued if issued < now - OLDEST => Err("it was issued long ago".to_owned()),
                _ => Ok(()),
            })
    }

    /// The claims of the ID token, after everything about it was found right.
    pub fn verified(
        &self,
        tokens: &Tokens,
        nonce: &Nonce,
        now: Moment,
    ) -> Result<Value, ClaimsVerificationError> {
        let other = |error: &dyn fmt::Display| ClaimsVerificationError::Other(error.to_string());
        let token = tokens.id_token().ok_or_else(|| other(&"none was sent"))?;
        let verifier = self.verifier(now);
        let claims = token.claims(&verifier, nonce)?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|error| other(&error))?;
            let key = token.signing_key(&verifier).map_err(|error| other(&error))?;
            let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
                .map_err(|error| other(&error))?;
            if hash != *expected {
                return Err(other(&"the access token belongs to another login"));
            }
        }
        serde_json::to_value(claims).map_err(|error| other(&error))
    }

    /// What the provider tells at `userinfo`; `None` if it has none.
    pub async fn user_info(
        &self,
        tokens: &Tokens,
        claims: &Value,
        http: &reqwest::Client,
    ) -> Result<Option<Value>, OidcError> {
        let subject = claims["sub"].as_str().map(|subject| SubjectIdentifier::new(subject.to_owned()));
        let Ok(request) = self.client.user_info(tokens.access_token().clone(), subject) else {
            return Ok(None);
        };
        let told: UserInfoClaims<Claims, CoreGenderClaim> = request
            .request_async(http)
            .await
            .map_err(|error| OidcError::provider("does not tell about the user", &error))?;
        Ok(serde_json::to_value(told).ok())
    }

    pub fn ended(&self) -> Option<Url> {
        let end = self.metadata.additional_metadata().end_session_endpoint.clone()?;
        let mut request = LogoutRequest::from(end).set_client_id(self.registered.client_id.clone());
        if let Some(back) = self.registered.after_logout.clone() {
            request = request.set_post_logout_redirect_uri(back);
        }
        Some(request.http_get_url())
    }
}

/// The secret goes into a header, unless the provider wants it in the body only.
fn authentication(metadata: &ProviderMetadataWithLogout) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let has = |method| methods.is_some_and(|methods| methods.contains(&method));
    if has(CoreClientAuthMethod::ClientSecretPost) && !has(CoreClientAuthMethod::ClientSecretBasic) {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}
