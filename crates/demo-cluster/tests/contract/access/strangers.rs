//! Those whose credentials are not good.

use anyhow::{Result, ensure};
use operator_api::calls::Target;
use reqwest::RequestBuilder;

use super::guarded::{Guarded, OPERATOR};
use crate::ground::{Answer, Expect, Suite, bare};

const CALL: &str = "GET_HEALTH";

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    for (to, realm) in [(Target::Master, "mesos-master-readwrite"), (Target::Agent, "mesos-agent-readwrite")]
    {
        let refused = async |case: &str, request: RequestBuilder| -> Result<()> {
            let answer = Answer::read(request.send().await?).await?;
            let outcome = (|| {
                Expect::Refused(401, "401 Unauthorized.".to_owned()).check(to, CALL, &answer)?;
                let asked = answer.header("www-authenticate");
                ensure!(asked == Some(&format!("Basic realm=\"{realm}\"")), "{asked:?}");
                Ok(())
            })();
            suite.holds(to, CALL, case, outcome);
            Ok(())
        };
        let health = bare(CALL).to_string();
        let anonymous = || guarded.request(None, to).body(health.clone());
        refused("without credentials", anonymous()).await?;
        refused("a wrong secret", anonymous().basic_auth(OPERATOR, Some("wrong"))).await?;
        refused("an unknown principal", anonymous().basic_auth("stranger", Some("operator-secret"))).await?;
        refused("no base64", anonymous().header("authorization", "Basic !!!")).await?;
        refused("a bearer", anonymous().bearer_auth("abc")).await?;
        // In lower case the scheme is another one.
        let encoded = "basic b3BlcmF0b3I6b3BlcmF0b3Itc2VjcmV0";
        refused("the scheme in lower case", anonymous().header("authorization", encoded)).await?;
        refused("no JSON", guarded.request(None, to).body("{nope")).await?;
        let url = guarded.url(to);
        refused("GET", guarded.client().get(format!("{url}/api/v1"))).await?;

        let nothing = guarded.client().get(format!("{url}/nothing")).send().await?;
        let words = Expect::Refused(404, "404 Not Found.".to_owned());
        suite.holds(to, CALL, "an unknown path", words.check(to, CALL, &Answer::read(nothing).await?));
        let answer = guarded.send(Some(OPERATOR), to, &bare(CALL)).await?;
        suite.holds(to, CALL, "with credentials", Expect::Content.check(to, CALL, &answer));
    }
    for path in ["health", "version"] {
        let answer = guarded.client().get(format!("{}/{path}", guarded.master)).send().await?;
        let outcome = (|| {
            ensure!(answer.status() == 200, "{}", answer.status());
            Ok(())
        })();
        suite.holds(Target::Master, "GET_HEALTH", &format!("/{path} is open"), outcome);
    }
    Ok(())
}
