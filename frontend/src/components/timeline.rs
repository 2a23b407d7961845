//! One line of time: what happened, in order, with the time that passed between.

use leptos::prelude::*;

use crate::ui::{chip::Tone, format::span_exact, id::Id, time::Time};

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// When, in milliseconds since 1970, where it is known.
    pub at_ms: Option<i64>,
    /// What it means.
    pub tone: Tone,
    /// What it is called: a state, an event.
    pub word: String,
    /// Who said so, why, or what else there is to say; may be empty.
    pub detail: String,
    /// When the same was last said again, if it was.
    pub again_ms: Option<i64>,
    /// Ids that belong to it, each with what it is the id of: `container id`.
    pub ids: Vec<(&'static str, String)>,
}

/// Moments, oldest first.
#[component]
pub fn Timeline(
    /// What the line is about, for screen readers.
    #[prop(into)]
    label: String,
    /// The moments.
    #[prop(into)]
    moments: Signal<Vec<Moment>>,
) -> impl IntoView {
    let entries = move || {
        let moments = moments.get();
        let lasted = durations(&moments);
        moments.into_iter().zip(lasted).map(|(moment, lasted)| entry(moment, lasted)).collect_view()
    };
    view! { <ol class="timeline" aria-label=label>{entries}</ol> }
}

fn entry(moment: Moment, lasted: Option<i64>) -> impl IntoView {
    let detail = (!moment.detail.is_empty()).then(|| view! { <p class="moment-detail">{moment.detail}</p> });
    let again = moment.again_ms.map(|again_ms| {
        view! { <span class="moment-lasted">"last said " <Time at_ms=Some(again_ms) /></span> }
    });
    let ids = moment
        .ids
        .into_iter()
        .map(|(what, id)| view! { <p class="moment-detail">{what} " " <Id id=id what=what most=24 /></p> })
        .collect_view();
    view! {
        <li class="moment">
            <div class="moment-head">
                <span class=moment.tone.class()>{moment.word}</span>
                <Time at_ms=moment.at_ms />
                {lasted.map(|lasted| view! { <span class="moment-lasted">{format!("for {}", span_exact(lasted))}</span> })}
                {again}
            </div>
            {detail}
            {ids}
        </li>
    }
}

/// How long each moment's state lasted: until the next one. Clocks of agents differ, so a step back counts as nothing known.
fn durations(moments: &[Moment]) -> Vec<Option<i64>> {
    let next = moments.iter().skip(1).map(|moment| moment.at_ms).chain([None]);
    moments
        .iter()
        .zip(next)
        .map(|(moment, next)| Some(next? - moment.at_ms?).filter(|lasted| *lasted >= 0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_lasts_until_the_next() {
        let times = [Some(0), Some(1_500), None, Some(9_000), Some(8_000), Some(8_000)];
        let moments: Vec<_> = times.map(|at_ms| Moment { at_ms, ..Moment::default() }).into();
        assert_eq!(durations(&moments), [Some(1_500), None, None, None, Some(0), None]);
        assert_eq!(durations(&[]), []);
    }
}
