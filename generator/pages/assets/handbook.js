// What the pages need of a script: mark dates that have passed by the reader's clock, name the theme's
// nameless parts for screen readers, and open what is folded before a page is printed. Nothing is sent
// and nothing is stored.
(function () {
  "use strict";

  function today() {
    var now = new Date();
    var two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function markDue() {
    document.querySelectorAll("[data-due]").forEach(function (element) {
      if (element.getAttribute("data-due") < today() && !element.classList.contains("hb-late")) {
        element.classList.add("hb-late");
        element.append(" (late)");
      }
    });
  }

  // The theme leaves its search dialog without a name and calls two landmarks the same.
  function nameParts() {
    document.querySelectorAll(".md-search[role=dialog]").forEach(function (element) { element.setAttribute("aria-label", "Search"); });
    document.querySelectorAll("nav.md-path").forEach(function (element) { element.setAttribute("aria-label", "You are here"); });
  }

  function arrive() {
    markDue();
    nameParts();
  }

  function openFolded() {
    document.querySelectorAll("details:not([open])").forEach(function (details) {
      details.open = true;
      details.setAttribute("data-opened-to-print", "");
    });
  }

  function closeAgain() {
    document.querySelectorAll("details[data-opened-to-print]").forEach(function (details) {
      details.open = false;
      details.removeAttribute("data-opened-to-print");
    });
  }

  window.addEventListener("beforeprint", openFolded);
  window.addEventListener("afterprint", closeAgain);
  // With instant navigation a page arrives without being loaded; the theme tells of it on document$.
  if (window.document$) window.document$.subscribe(arrive);
  else document.addEventListener("DOMContentLoaded", arrive);
})();
