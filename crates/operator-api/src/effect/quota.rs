//! `UPDATE_QUOTA`, `SET_QUOTA` and `REMOVE_QUOTA`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Change, Seen, Source, title};
use crate::resources::Scalar;
use crate::rules::quota::{Amounts, Config, Quantities, configs_from_json, configs_of_call};

/// What a role shall have.
#[derive(Debug, Default, PartialEq, Eq)]
struct Quota {
    guarantees: Quantities,
    /// `None` where the call does not say: `SET_QUOTA` was about guarantees before there were limits of their own.
    limits: Option<Quantities>,
}

#[derive(Debug)]
struct Quotas {
    /// By role. Of a role that the call names twice the last one counts.
    wanted: BTreeMap<String, Quota>,
    removes: bool,
}

pub(super) fn of(call: &Value) -> Option<Box<dyn Change>> {
    let legacy = call["type"] == "SET_QUOTA";
    let configs = configs_of_call(call);
    let removes = !configs.is_empty() && configs.iter().all(Config::is_default);
    let quota = |config: &Config| Quota { limits: limits(config).filter(|_| !legacy), ..Quota::of(config) };
    let wanted: BTreeMap<_, _> = configs.iter().map(|config| (config.role.clone(), quota(config))).collect();
    let readable = !wanted.is_empty() || call["update_quota"].is_object();
    readable.then(|| Box::new(Quotas { wanted, removes }) as Box<dyn Change>)
}

fn scalars(amounts: &Amounts) -> Quantities {
    amounts.iter().map(|(name, &amount)| (name.clone(), Scalar::from_f64(amount))).collect()
}

fn limits(config: &Config) -> Option<Quantities> {
    Some(scalars(&config.limits))
}

impl Quota {
    /// A guarantee of nothing is none; a limit of nothing is one.
    fn of(config: &Config) -> Self {
        let mut guarantees = scalars(&config.guarantees);
        guarantees.retain(|_, amount| *amount > Scalar::ZERO);
        Self { guarantees, limits: limits(config) }
    }

    fn is_met_by(&self, told: &Self) -> bool {
        self.guarantees == told.guarantees && (self.limits.is_none() || self.limits == told.limits)
    }
}

impl Change for Quotas {
    fn title(&self) -> String {
        let verb = if self.removes { "Remove" } else { "Set" };
        if self.wanted.is_empty() {
            return "Set no quotas".to_owned();
        }
        let what = if self.wanted.len() == 1 { "quota" } else { "quotas" };
        format!("{verb} the {what} of {}", title::list(&self.wanted.keys().collect::<Vec<_>>()))
    }

    fn source(&self) -> Source {
        Source::Call("GET_QUOTA")
    }

    fn seen(&self, now: &Value) -> Seen {
        if !now["get_quota"].is_object() {
            return Seen::NotYet;
        }
        let now: BTreeMap<_, _> = configs_from_json(now)
            .into_iter()
            .map(|config| (config.role.clone(), Quota::of(&config)))
            .collect();
        let none = Quota::of(&Config::default());
        let done = self.wanted.iter().all(|(role, wanted)| wanted.is_met_by(now.get(role).unwrap_or(&none)));
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
