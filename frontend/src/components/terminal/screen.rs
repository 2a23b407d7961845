//! The screen: xterm.js, as `frontend/terminal/terminal.js` gives it.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use cluster_model::terminal::Window;

/// Lines that can be scrolled back to.
const LINES: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = MesoscopeScreen)]
    type Inner;

    #[wasm_bindgen(constructor, js_class = "MesoscopeScreen", catch)]
    fn new(element: &HtmlElement, options: &Object) -> Result<Inner, JsValue>;

    #[wasm_bindgen(method)]
    fn rows(this: &Inner) -> u16;

    #[wasm_bindgen(method)]
    fn columns(this: &Inner) -> u16;

    #[wasm_bindgen(method)]
    fn draw(this: &Inner, bytes: &Uint8Array, drawn: &JsValue);

    #[wasm_bindgen(method, js_name = onTyped)]
    fn on_typed(this: &Inner, typed: &Closure<dyn FnMut(Uint8Array)>);

    #[wasm_bindgen(method, js_name = onResized)]
    fn on_resized(this: &Inner, resized: &Closure<dyn FnMut(u16, u16)>);

    #[wasm_bindgen(method)]
    fn listens(this: &Inner, listens: bool);

    #[wasm_bindgen(method)]
    fn focus(this: &Inner);

    #[wasm_bindgen(method)]
    fn close(this: &Inner);
}

/// A screen in the page. It is taken off when it is dropped.
pub struct Screen {
    inner: Inner,
    // Called by the screen as long as it is there.
    _typed: Closure<dyn FnMut(Uint8Array)>,
    _resized: Closure<dyn FnMut(u16, u16)>,
}

impl Screen {
    /// Puts a screen into an element. `plain` output has line feeds only, as without a TTY.
    ///
    /// # Errors
    /// If its script is not loaded, or the browser cannot draw it.
    pub fn open(
        element: &HtmlElement,
        plain: bool,
        mut typed: impl FnMut(Vec<u8>) + 'static,
        mut resized: impl FnMut(Window) + 'static,
    ) -> Result<Self, JsValue> {
        let options = Object::new();
        let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
        let token = |name: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok());
            JsValue::from_str(value.unwrap_or_default().trim())
        };
        let theme = Object::new();
        // The screen has the colours of a terminal in both themes.
        for (name, token_name) in [
            ("background", "--terminal-back"),
            ("foreground", "--terminal-text"),
            ("cursor", "--terminal-text"),
            ("selectionBackground", "--terminal-selection"),
        ] {
            Reflect::set(&theme, &name.into(), &token(token_name))?;
        }
        for (name, value) in [
            ("label", JsValue::from_str("Terminal input")),
            ("font", token("--mono")),
            ("theme", theme.into()),
            ("lines", LINES.into()),
            ("convertEol", plain.into()),
        ] {
            Reflect::set(&options, &name.into(), &value)?;
        }
        let inner = Inner::new(element, &options)?;
        let typed = Closure::new(move |bytes: Uint8Array| typed(bytes.to_vec()));
        let resized = Closure::new(move |rows, columns| resized(Window { rows, columns }));
        inner.on_typed(&typed);
        inner.on_resized(&resized);
        Ok(Self { inner, _typed: typed, _resized: resized })
    }

    /// How large it is, in letters.
    pub fn window(&self) -> Window {
        Window { rows: self.inner.rows(), columns: self.inner.columns() }
    }

    /// Draws bytes and calls back when they are drawn.
    pub fn draw(&self, bytes: &[u8], drawn: impl FnOnce() + 'static) {
        self.inner.draw(&Uint8Array::from(bytes), &Closure::once_into_js(drawn));
    }

    /// Whether what is typed goes anywhere.
    pub fn listens(&self, listens: bool) {
        self.inner.listens(listens);
    }

    /// Brings the focus into it.
    pub fn focus(&self) {
        self.inner.focus();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.inner.close();
    }
}
