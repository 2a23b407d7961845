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

  var retry = "Load the page again. If it stays so, ask whoever runs this console to look at its log.";

  // A file of the app that does not come, or comes broken.
  window.addEventListener(
    "error",
    function (event) {
      var from = event.target.src || event.target.href;
      if (from) say("A part of the app could not be loaded: " + from, retry);
      // The loader is a module in the page itself, which fails without a word when what it imports does not come.
      else if (event.target.tagName === "SCRIPT") say("The app could not be loaded.", retry);
      else if (event.message) say("The app could not start: " + event.message.replace(/^Uncaught /, ""), retry);
    },
    true
  );
  window.addEventListener("unhandledrejection", function (event) {
    say("The app could not start: " + ((event.reason && event.reason.message) || event.reason), retry);
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
      say("This browser has no WebAssembly, or it is turned off.", "Use a current Firefox, Chrome, Edge or Safari.");
    document.getElementById("crash-reload").addEventListener("click", function () {
      location.reload();
    });
  });

  // Slow is not broken: say so, and go on waiting.
  setTimeout(function () {
    var boot = document.getElementById("boot");
    if (boot && !boot.classList.contains("failed"))
      boot.querySelector(".boot-progress").textContent = "Still loading the app. The connection to the console is slow.";
  }, 10000);
})();
