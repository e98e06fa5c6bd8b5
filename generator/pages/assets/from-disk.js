// Loaded in the head, before the theme. From a disk, the theme's instant navigation cannot fetch pages:
// it gives up, and takes the table of contents that follows, the button to the top and every script that
// waits for `document$` with it. So it is switched off there, in the settings that the theme will read.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  new MutationObserver(function (_changes, observer) {
    var config = document.getElementById("__config");
    // The parser may stop for breath inside the settings: they are whole once something stands behind them.
    if (!config || !config.nextSibling) return;
    observer.disconnect();
    var settings = JSON.parse(config.textContent);
    settings.features = settings.features.filter(function (name) { return name.indexOf("navigation.instant") !== 0; });
    config.textContent = JSON.stringify(settings);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
