//! The records of `ATTACH_CONTAINER_INPUT`.

use bytes::Bytes;
use cluster_model::terminal::Window;
use operator_api::recordio;
use operator_api::v1::agent::call::{AttachContainerInput, Type, attach_container_input};
use operator_api::v1::agent::process_io::{Control, Data, control, data};
use operator_api::v1::agent::{Call, ProcessIo, process_io};
use operator_api::v1::tty_info::WindowSize;
use operator_api::v1::{ContainerId, DurationInfo, TtyInfo};
use prost::Message;

use super::input::HEARTBEAT_EVERY;

fn record(input: AttachContainerInput) -> Bytes {
    let call = Call {
        r#type: Some(Type::AttachContainerInput as i32),
        attach_container_input: Some(Box::new(input)),
        ..Call::default()
    };
    recordio::encode(&call.encode_to_vec())
}

/// The first: whose input it is.
pub(super) fn container(id: &ContainerId) -> Bytes {
    record(AttachContainerInput {
        r#type: Some(attach_container_input::Type::ContainerId as i32),
        container_id: Some(id.clone()),
        process_io: None,
    })
}

fn io(io: ProcessIo) -> Bytes {
    record(AttachContainerInput {
        r#type: Some(attach_container_input::Type::ProcessIo as i32),
        container_id: None,
        process_io: Some(io),
    })
}

/// Bytes for the standard input; none are its end.
pub(super) fn data(bytes: &[u8]) -> Bytes {
    io(ProcessIo {
        r#type: Some(process_io::Type::Data as i32),
        data: Some(Data { r#type: Some(data::Type::Stdin as i32), data: Some(bytes.to_vec()) }),
        control: None,
    })
}

fn control(kind: control::Type, window: Option<Window>, heartbeat: Option<control::Heartbeat>) -> Bytes {
    let size = |window: Window| WindowSize { rows: window.rows.into(), columns: window.columns.into() };
    io(ProcessIo {
        r#type: Some(process_io::Type::Control as i32),
        data: None,
        control: Some(Control {
            r#type: Some(kind as i32),
            tty_info: window.map(|window| TtyInfo { window_size: Some(size(window)) }),
            heartbeat,
        }),
    })
}

/// The terminal has this size.
pub(super) fn window(window: Window) -> Bytes {
    control(control::Type::TtyInfo, Some(window), None)
}

/// A sign of life.
pub(super) fn heartbeat() -> Bytes {
    let nanoseconds = i64::try_from(HEARTBEAT_EVERY.as_nanos()).unwrap_or_default();
    let interval = Some(DurationInfo { nanoseconds });
    control(control::Type::Heartbeat, None, Some(control::Heartbeat { interval }))
}
