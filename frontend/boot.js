// Runs before the first paint and before the app: it has to work when the app does not.
(function () {
  "use strict";

  // The theme somebody chose here; without one the style follows the system.
  try {
    var theme = localStorage.getItem("mesoscope.theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
  } catch (_) {
    // Storage is off: the system's theme it is.
  }

  function say(what, advice) {
    var place = document.getElementById("boot-trouble");
    // No boot screen, no trouble with booting: the app stands.
    if (!place || place.childNodes.length) return;
    [what, advice].forEach(function (text) {
      var line = document.createElement("p");
      line.textContent = text;
      place.appendChild(line);
    });
    document.getElementById("boot").classList.add("failed");
  }

  var current = "Use a current Firefox, Chrome, Edge or Safari.";
  var retry = "Load the page again. If it stays so, ask whoever runs this console to look at its log.";

  function fail(error, words) {
    // A module that was broken on its way is told like one that this browser is too old for.
    var isModule = error && error.name === "CompileError";
    say("The app could not start: " + words, isModule ? retry + " " + current : retry);
  }

  // A file of the app that does not come, or comes broken.
  window.addEventListener(
    "error",
    function (event) {
      var from = event.target.src || event.target.href;
      if (from) say("A part of the app could not be loaded: " + from, retry);
      // The loader is a module in the page itself, which fails without a word when what it imports does not come.
      else if (event.target.tagName === "SCRIPT") say("The app could not be loaded.", retry);
      else if (event.message) fail(event.error, event.message.replace(/^Uncaught /, ""));
    },
    true
  );
  window.addEventListener("unhandledrejection", function (event) {
    fail(event.reason, (event.reason && event.reason.message) || event.reason);
  });
  document.addEventListener("securitypolicyviolation", function (event) {
    var blocked = event.blockedURI === "inline" ? "the page's own loader" : event.blockedURI;
    if (event.effectiveDirective.indexOf("script") === 0)
      say(
        "The browser refused to run the app: its security policy (" + event.effectiveDirective + ") blocks " + blocked + ".",
        "A proxy between here and the console may have changed the page or its headers."
      );
  });

  document.addEventListener("DOMContentLoaded", function () {
    if (typeof WebAssembly !== "object")
      say("This browser has no WebAssembly, or it is turned off.", current);
    document.getElementById("crash-reload").addEventListener("click", function () {
      location.reload();
    });
  });

  function write(id, words) {
    var place = document.getElementById(id);
    // Screen readers hear each time that it is written.
    if (place && place.textContent !== words) place.textContent = words;
  }

  // When something of the app came last.
  var cameAt = Date.now();

  // How far the app's module is. What is counted is a copy: the browser keeps the code it compiled with the answer itself.
  function count(answer) {
    // The length that is told with a packed answer is not of what comes out of it.
    var packed = answer.headers.get("content-encoding");
    var all = Number(answer.headers.get(packed ? "x-mesoscope-bytes" : "content-length"));
    var come = 0;
    var reader = answer.body.getReader();
    function next() {
      reader.read().then(function (part) {
        if (part.done) {
          write("boot-doing", "Starting the app…");
          write("boot-far", "");
          return;
        }
        come += part.value.length;
        cameAt = Date.now();
        write("boot-doing", "Loading the app…");
        write("boot-far", all ? Math.floor((100 * come) / all) + " %" : (come / 1e6).toFixed(1) + " MB");
        next();
        // Whoever waits for the module says what happened.
      }, function () {});
    }
    next();
  }

  var fetchAny = window.fetch;
  window.fetch = function (what) {
    var coming = fetchAny.apply(window, arguments);
    if (!/_bg\.wasm$/.test(what)) return coming;
    window.fetch = fetchAny;
    return coming.then(function (answer) {
      if (!answer.ok) say("The app could not be loaded: the console answered " + answer.status + " " + answer.statusText + ".", retry);
      else if (answer.body) count(answer.clone());
      return answer;
    });
  };

  // Slow is not broken: say so, and go on waiting, however long.
  var waiting = setInterval(function () {
    if (document.readyState !== "loading" && !document.getElementById("boot")) return clearInterval(waiting);
    var seconds = (Date.now() - cameAt) / 1000;
    if (seconds >= 60)
      say("The app does not come: nothing of it has arrived for a minute.", "The connection to the console is cut, or very slow. " + retry);
    else if (seconds >= 10) write("boot-doing", "Still loading the app. The connection to the console is slow.");
  }, 1000);
})();
