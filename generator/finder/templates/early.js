(function () {
  // At once, before the rest of the page is there. What is typed from here on waits in the input, and page.js
  // answers it first of all; Enter waits with it, and must not send the form meanwhile.
  "use strict";
  var input = document.getElementById("hb-find-input");
  input.form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.focus({ preventScroll: true });
  performance.mark("handbook-finder-ready");
  document.documentElement.classList.remove("hb-early");
})();
