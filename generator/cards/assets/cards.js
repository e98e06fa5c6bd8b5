// Desk cards: print what was chosen, and tell the holder of a scanned card whether it is still current.
// Nothing is sent and nothing is stored. Without this script every card has its page and its PDF.
(function () {
  "use strict";

  function load(source, done) {
    var script = document.createElement("script");
    script.src = source;
    script.onload = done;
    document.head.append(script);
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- a card page: one button
  function cardPage() {
    document.querySelectorAll(".hb-print-now").forEach(function (button) {
      button.hidden = false;
      button.onclick = function () { window.print(); };
    });
  }

  // ---- the print centre: the cards' faces come from one script file, loaded when somebody prints
  function centre() {
    var form = document.querySelector("form.hb-print-centre");
    if (!form) return;
    var boxes = Array.from(form.querySelectorAll("input[name=card]"));
    var said = form.querySelector(".hb-print-said");
    form.querySelectorAll("[hidden]").forEach(function (hidden) { hidden.hidden = false; });

    function count() {
      form.querySelector(".hb-print-count").textContent = String(boxes.filter(function (box) { return box.checked; }).length);
    }

    form.addEventListener("click", function (event) {
      var button = event.target.closest("[data-choose]");
      if (!button) return;
      var what = button.getAttribute("data-choose");
      var place = button.closest("fieldset");
      boxes.forEach(function (box) {
        if (what === "all") box.checked = true;
        if (what === "none") box.checked = false;
        if (what === "stop" && box.closest(".hb-print-row--stop-card")) box.checked = true;
        if (what === "place" && place.contains(box)) box.checked = true;
      });
      count();
    });
    form.addEventListener("change", count);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      if (!chosen.length) {
        said.textContent = "Choose a card first.";
        return;
      }
      said.textContent = "";
      if (window.handbookCards) print(chosen);
      else load(form.getAttribute("data-cards"), function () { print(chosen); });
    });
    count();
  }

  function print(chosen) {
    var sheets = document.querySelector(".hb-sheets--chosen");
    sheets.innerHTML = chosen.map(function (id) { return window.handbookCards[id] || ""; }).join("");
    window.print();
  }
  window.addEventListener("afterprint", function () {
    var sheets = document.querySelector(".hb-sheets--chosen");
    if (sheets) sheets.replaceChildren();
  });

  // ---- a defect's page, opened from the QR code of a card: is the card in hand the current one?
  function scanned() {
    var asked = new URLSearchParams(window.location.search).get("card");
    var page = /\/defects\/([a-z0-9-]+)(?:\.html|\/)?$/.exec(window.location.pathname);
    var title = document.querySelector(".md-content h1");
    if (!asked || !page || !title || document.querySelector(".hb-card-state")) return;
    load("../cards/" + page[1] + ".js", function () {
      var card = window.handbookCard;
      if (card && card.id === page[1]) title.after(state(card, asked.slice(0, 12)));
    });
  }

  function state(card, asked) {
    var box = element("div", "", "hb-card-state");
    if (asked === card.revision) {
      box.setAttribute("role", "status");
      box.append(element("p", "The card in your hand (" + asked + ") is the current one."));
      return box;
    }
    var alarm = card.kind === "stop-card";
    box.setAttribute("role", "alert");
    box.classList.add(alarm ? "hb-card-state--alarm" : "hb-card-state--replaced");
    var head = element("p");
    head.append(element("b", alarm
      ? "STOP. Do not use the card in your hand. It has been replaced."
      : "The card in your hand has been replaced."));
    box.append(head, element("p", "Yours is " + asked + ". The current one is " + card.revision + ". Go by this page now. "
      + "Hand the old card to: " + card.owner + "."));
    var known = card.printed[asked];
    if (known) box.append(element("p", "Yours was printed on " + known.on + ". Different now: " + known.parts.join(", ") + "."));
    var changes = card.changes.filter(function (change) { return !known || change.on >= known.on; });
    if (changes.length) {
      var list = element("ul");
      changes.forEach(function (change) { list.append(element("li", change.on + ": " + change.what)); });
      box.append(element("p", "What changed on this page:"), list);
    }
    var link = element("a", "Print the current card", "hb-card-link");
    link.href = "../cards/" + card.id + ".html";
    box.append(link);
    return box;
  }

  function ready() {
    cardPage();
    centre();
    scanned();
  }

  // With instant navigation a page arrives without being loaded; the theme tells of it on document$.
  if (window.document$) window.document$.subscribe(ready);
  else document.addEventListener("DOMContentLoaded", ready);
})();
