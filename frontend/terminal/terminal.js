// The screen of a terminal: xterm.js under the console's Content-Security-Policy, and no more of it than the app uses.
(function () {
  "use strict";

  // The policy forbids styles that come as text. What xterm.js writes into style elements and style attributes goes to the
  // same rules by the ways that scripts may use. It makes its elements by the page's own document, so that is what is
  // changed, for as long as a screen is open.
  var open = 0;

  function createAdapted(name, options) {
    // A style element is a violation even when it is empty; what stands in for it only has to be in the page.
    var element = Document.prototype.createElement.call(document, name === "style" ? "template" : name, options);
    if (name === "style") asSheet(element);
    if (name === "span") withStyles(element);
    return element;
  }

  function asSheet(element) {
    var sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
    Object.defineProperty(element, "textContent", {
      set: function (text) {
        sheet.replaceSync(text);
      },
    });
    element.remove = function () {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(function (other) {
        return other !== sheet;
      });
      Element.prototype.remove.call(element);
    };
  }

  function withStyles(element) {
    element.setAttribute = function (name, value) {
      if (name === "style") element.style.cssText = value;
      else Element.prototype.setAttribute.call(element, name, value);
    };
  }

  function opened() {
    open += 1;
    document.createElement = createAdapted;
  }

  function closed() {
    open -= 1;
    if (open === 0) delete document.createElement;
  }

  var encoder = new TextEncoder();

  /** A screen in an element. `options`: { label, font, theme, lines, convertEol }. */
  function Screen(element, options) {
    var screen = this;
    opened();
    this.terminal = new window.Terminal({
      fontFamily: options.font,
      fontSize: 13,
      theme: options.theme,
      convertEol: options.convertEol,
      scrollback: options.lines,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      minimumContrastRatio: 4.5,
    });
    this.fitting = new window.FitAddon.FitAddon();
    this.terminal.loadAddon(this.fitting);
    this.terminal.open(element);
    this.fitting.fit();
    this.terminal.textarea.setAttribute("aria-label", options.label);
    this.observer = new ResizeObserver(function () {
      screen.fitting.fit();
    });
    this.observer.observe(element);
  }

  Screen.prototype.rows = function () {
    return this.terminal.rows;
  };
  Screen.prototype.columns = function () {
    return this.terminal.cols;
  };
  /** Draws bytes, which may be cut within a letter, and calls back when they are drawn. */
  Screen.prototype.draw = function (bytes, drawn) {
    this.terminal.write(bytes, drawn);
  };
  /** Calls back with the bytes of what is typed or pasted. */
  Screen.prototype.onTyped = function (typed) {
    this.terminal.onData(function (text) {
      typed(encoder.encode(text));
    });
    this.terminal.onBinary(function (text) {
      typed(
        Uint8Array.from(text, function (letter) {
          return letter.charCodeAt(0);
        })
      );
    });
  };
  Screen.prototype.onResized = function (resized) {
    this.terminal.onResize(function (size) {
      resized(size.rows, size.cols);
    });
  };
  Screen.prototype.listens = function (listens) {
    this.terminal.options.disableStdin = !listens;
  };
  Screen.prototype.recolour = function (theme) {
    this.terminal.options.theme = theme;
  };
  Screen.prototype.focus = function () {
    this.terminal.focus();
  };
  Screen.prototype.close = function () {
    this.observer.disconnect();
    this.terminal.dispose();
    closed();
  };

  window.MesoscopeScreen = Screen;
})();
