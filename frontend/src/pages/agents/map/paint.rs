//! Paints the cells. Colours are those of the swatches in the legend, so that both follow the theme.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::layout::Layout;
use super::shade::Shade;

/// Paints a map into a canvas of that width.
pub fn paint(canvas: &HtmlCanvasElement, layout: &Layout, shades: &[Shade], width: f64) {
    let ratio = window().device_pixel_ratio().max(1.0);
    canvas.set_width((width * ratio) as u32);
    canvas.set_height((layout.height * ratio) as u32);
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    let _ = context.scale(ratio, ratio);
    // The cells of one colour together: a change of colour costs more than a cell.
    let mut cells: Vec<(Shade, f64, f64)> =
        layout.cells().filter_map(|(place, x, y)| Some((*shades.get(place)?, x, y))).collect();
    cells.sort_unstable_by_key(|(shade, ..)| *shade);
    let mut colours = HashMap::new();
    let mut last = "";
    for (shade, x, y) in cells {
        if shade != last {
            let colour = colours.entry(shade).or_insert_with(|| colour(canvas, shade));
            context.set_fill_style_str(colour);
            last = shade;
        }
        context.fill_rect(x, y, layout.cell, layout.cell);
    }
}

/// The colour of a class, as the style has it where the canvas stands.
fn colour(canvas: &HtmlCanvasElement, class: &str) -> String {
    let colour = || {
        let parent = canvas.parent_element()?;
        let probe = document().create_element("span").ok()?;
        probe.set_class_name(class);
        parent.append_child(&probe).ok()?;
        let style = window().get_computed_style(&probe).ok().flatten();
        let colour = style.and_then(|style| style.get_property_value("background-color").ok());
        probe.remove();
        colour
    };
    colour().unwrap_or_default()
}
