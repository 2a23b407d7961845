//! Reservations and volumes as forms list them.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, reservations, volumes};

use crate::components::change_form::held::Held;
use crate::components::resource_bar::ResourceKind;
use crate::ui::format::mebibytes;

/// A reservation.
pub fn reservation(replica: &Replica, slot: u32) -> Held {
    let text = |column| replica.text(Table::Reservations, slot, column);
    let (refines, role) = (text(reservations::STACK), text(reservations::ROLE));
    let has = ResourceKind::ALL.iter().zip(reservations::RESOURCES).filter_map(|(kind, (_, total, _))| {
        let amount = replica.number(Table::Reservations, slot, total).filter(|amount| *amount > 0)?;
        Some(format!("{} {}", kind.name(), kind.amount(amount)))
    });
    let by =
        Some(text(reservations::PRINCIPAL)).filter(|name| !name.is_empty()).map(|name| format!("by {name}"));
    let texts = [text(reservations::KIND), text(reservations::LABELS)].map(str::to_owned);
    let notes = texts.into_iter().chain(by).chain(has).filter(|note| !note.is_empty());
    Held {
        key: text(reservations::KEY).to_owned(),
        agent_id: text(reservations::AGENT_ID).to_owned(),
        host: text(reservations::HOST).to_owned(),
        name: if refines.is_empty() { role } else { refines }.to_owned(),
        state: text(reservations::STATE).to_owned(),
        note: notes.collect::<Vec<_>>().join(", "),
        refused: None,
    }
}

/// A volume.
pub fn volume(replica: &Replica, slot: u32) -> Held {
    let text = |column| replica.text(Table::Volumes, slot, column);
    let size = mebibytes(replica.number(Table::Volumes, slot, volumes::SIZE).unwrap_or(0));
    let shared = if text(volumes::SHARED) == volumes::SHARED_YES { ", shared" } else { "" };
    Held {
        key: text(volumes::KEY).to_owned(),
        agent_id: text(volumes::AGENT_ID).to_owned(),
        host: text(volumes::HOST).to_owned(),
        name: text(volumes::ID).to_owned(),
        state: text(volumes::STATE).to_owned(),
        note: format!("{}, {size} on {}{shared}", text(volumes::ROLE), text(volumes::SOURCE)),
        refused: None,
    }
}
