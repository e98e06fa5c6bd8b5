// On every page of the theme: the button "What happened?" in the header, and the keys w and ? that do the same.
(function () {
  "use strict";

  var KEYS = ["w", "?"];
  var WORDS = "What happened?";
  var address = "";

  function findAddress() {
    var config = document.getElementById("__config");
    try { return new URL(JSON.parse(config.textContent).base + "/find.html", location.href).href; } catch (_) { return ""; }
  }

  function addButton() {
    var header = document.querySelector(".md-header__inner");
    if (!header || !address || header.querySelector(".hb-find-button")) return;
    var button = document.createElement("a");
    button.className = "hb-find-button";
    button.href = address;
    button.textContent = WORDS;
    button.title = "Find what to say and do (key: w)";
    button.setAttribute("aria-keyshortcuts", KEYS.join(" "));
    header.insertBefore(button, header.querySelector("form[data-md-component=palette], label[for=__search], .md-header__option"));
  }

  function isTyping(target) {
    return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) && !/^(radio|checkbox|button|submit)$/i.test(target.type || "");
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || KEYS.indexOf(event.key) < 0 || isTyping(event.target)) return;
    event.preventDefault();
    if (address) document.querySelector(".hb-find-button").click();
  }

  function start() {
    // The header stays while instant navigation swaps the page: its address is worked out once.
    if (!address) address = findAddress();
    addButton();
  }

  document.addEventListener("keydown", onKey);
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
