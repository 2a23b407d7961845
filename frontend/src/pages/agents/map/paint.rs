//! Paints the cells. Colours are those of the swatches in the legend, so that both follow the theme.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

use super::layout::Layout;
use super::shade::Shade;
use crate::ui::turns::Turns;

/// How many cells are painted between two looks at the clock.
const CELLS: usize = 256;
/// The colour of a cell that is not painted.
const BLANK: Shade = "";

/// A canvas and what is painted on it: only what differs from that is painted again.
#[derive(Clone, Copy)]
pub struct Painting(StoredValue<Painted>);

#[derive(Default)]
struct Painted {
    layout: Layout,
    /// Whose style, whether the system's is dark, which width, how many pixels to one of the style's.
    ground: (&'static str, bool, f64, f64),
    /// The colour of each cell.
    shades: Vec<Shade>,
    /// What the classes look like on this ground.
    colours: HashMap<Shade, String>,
    /// Rises with each picture: an older one is not painted to its end.
    picture: u64,
}

impl Painting {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Painted::default()))
    }

    /// Paints a map into a canvas of that width, in turns.
    pub fn paint(
        self,
        canvas: &HtmlCanvasElement,
        layout: &Layout,
        shades: &[Shade],
        width: f64,
        theme: &'static str,
    ) {
        let ratio = window().device_pixel_ratio().max(1.0);
        let ground = (theme, is_dark(), width, ratio);
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
        else {
            return;
        };
        let is_as_before = self.0.with_value(|painted| painted.ground == ground && painted.layout == *layout);
        if !is_as_before {
            // Both make it blank.
            canvas.set_width((width * ratio) as u32);
            canvas.set_height((layout.height * ratio) as u32);
            let _ = context.scale(ratio, ratio);
        }
        let picture = self.0.try_update_value(|painted| {
            if !is_as_before {
                painted.layout = layout.clone();
                painted.ground = ground;
                painted.shades.clear();
                painted.colours.clear();
            }
            painted.shades.resize(shades.len(), BLANK);
            painted.picture += 1;
            painted.picture
        });
        let Some(picture) = picture else { return };
        // The cells of one colour together: a change of colour costs more than a cell.
        let mut cells: Vec<(Shade, usize, f64, f64)> = self.0.with_value(|painted| {
            let cells = layout.cells().filter_map(|(place, x, y)| Some((*shades.get(place)?, place, x, y)));
            cells.filter(|(shade, place, ..)| painted.shades.get(*place) != Some(shade)).collect()
        });
        cells.sort_unstable_by_key(|(shade, ..)| shade.as_ptr() as usize);
        self.0.try_update_value(|painted| look_up(&mut painted.colours, canvas, &cells));
        let size = layout.cell;
        leptos::task::spawn_local(async move {
            let mut turns = Turns::begin();
            let mut last = BLANK;
            for some in cells.chunks(CELLS) {
                let goes_on = self.0.try_update_value(|painted| {
                    if painted.picture != picture {
                        return false;
                    }
                    for (shade, place, x, y) in some {
                        if *shade != last {
                            context.set_fill_style_str(painted.colours.get(shade).map_or("", String::as_str));
                            last = shade;
                        }
                        let before = std::mem::replace(&mut painted.shades[*place], shade);
                        if before != BLANK {
                            context.clear_rect(*x, *y, size, size);
                        }
                        context.fill_rect(*x, *y, size, size);
                    }
                    true
                });
                if goes_on != Some(true) {
                    return;
                }
                turns.rest().await;
            }
        });
    }
}

fn is_dark() -> bool {
    let asked = window().match_media("(prefers-color-scheme: dark)");
    asked.ok().flatten().is_some_and(|answer| answer.matches())
}

/// Learns the colours that cells have and that are not known yet, as the style has them where the canvas stands: all at once, because the browser
/// styles the page anew for each look at what has just been put there.
fn look_up(
    colours: &mut HashMap<Shade, String>,
    canvas: &HtmlCanvasElement,
    cells: &[(Shade, usize, f64, f64)],
) {
    let mut probes: Vec<(Shade, Element)> = Vec::new();
    let Some(frame) = canvas.parent_element() else { return };
    let Ok(all) = document().create_element("span") else { return };
    for (shade, ..) in cells {
        let is_known = colours.contains_key(shade) || probes.last().is_some_and(|(last, _)| last == shade);
        if is_known {
            continue;
        }
        if let Ok(probe) = document().create_element("span") {
            probe.set_class_name(shade);
            // Refused is only what would stand within itself.
            let _ = all.append_child(&probe);
            probes.push((*shade, probe));
        }
    }
    if probes.is_empty() || frame.append_child(&all).is_err() {
        return;
    }
    for (shade, probe) in probes {
        let style = window().get_computed_style(&probe).ok().flatten();
        let colour = style.and_then(|style| style.get_property_value("background-color").ok());
        colours.insert(shade, colour.unwrap_or_default());
    }
    all.remove();
}
