(function () {
  // Light or dark as it was chosen on the theme's pages, which remember it for their site; else as the system is.
  "use strict";
  document.documentElement.classList.add("hb-scripts", "hb-early");
  var dark = matchMedia("(prefers-color-scheme: dark)"), chosen = {};
  try { chosen = JSON.parse(localStorage.getItem(new URL(".", location).pathname + ".__palette")).color || {}; } catch (_) { /* none was chosen */ }
  function paint() {
    var system = !chosen.scheme || chosen.media === "(prefers-color-scheme)";
    document.body.dataset.mdColorScheme = system ? (dark.matches ? "slate" : "default") : chosen.scheme;
  }
  dark.addEventListener("change", paint);
  paint();
})();
