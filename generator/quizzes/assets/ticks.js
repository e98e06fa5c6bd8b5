// Ticks for what this learner has passed, wherever pages are listed: in the navigation, on the journey map,
// on the pages of stages and quizzes. Every page carries this file, so it reads the short summary that
// quiz-store.js leaves and loads nothing. Only where the handbook is another one than at the last answer
// (hbTicks.v, written above by the build) the store is loaded, once, to find what has changed since.
(function () {
  "use strict";
  const base = document.currentScript.src.replace(/[^/]*$/, "");
  const LISTS = ".md-nav--primary a, .hb-chips a, .hb-cards a, .hb-quizlist a";
  const PAGE = /\/(?:defects|quizzes)\/([a-z0-9-]+)(?:\.html|\/)?$/;
  const WORDS = { passed: "quiz passed", due: "quiz passed, due again", changed: "changed since you passed it" };
  let loaded = false;

  const read = (storage, key) => JSON.parse(storage.getItem("hb-quiz:" + window.hbTicks.id + ":" + key));

  // As in the store: the one learner there is, or the one who said so in this visit.
  function learner() {
    const known = read(localStorage, "learners") || [];
    const id = sessionStorage.getItem("hb-quiz:" + window.hbTicks.id + ":who");
    return known.find((one) => one.id === id) || (known.length === 1 ? known[0] : null);
  }

  function load(name, then) {
    const script = document.createElement("script");
    script.src = base + name;
    script.onload = then;
    document.head.append(script);
  }

  function passed() {
    const who = learner();
    if (!who) return {};
    const kept = read(localStorage, "t:" + who.id);
    if (kept && kept.v === window.hbTicks.v) return kept.d;
    if (!loaded) load("data/book.js", () => load("quiz-store.js", draw));
    loaded = true;
    return {};
  }

  function draw() {
    document.querySelectorAll(".hb-tick").forEach((old) => old.remove());
    let found = {};
    try { found = passed(); } catch (error) { return; } // no storage or a damaged one: the quizzes tell of it
    const tonight = new Date().setHours(23, 59, 59, 999);
    document.querySelectorAll(LISTS).forEach((link) => {
      const page = PAGE.exec(link.href);
      const next = page && found[page[1]];
      if (typeof next !== "string") return;
      const word = next ? (new Date(next) > tonight ? "passed" : "due") : "changed";
      const tick = document.createElement("span");
      tick.className = "hb-tick";
      tick.setAttribute("role", "img");
      tick.setAttribute("aria-label", ", " + WORDS[word]); // heard after the link's own words
      tick.title = WORDS[word];
      tick.textContent = { passed: "\u2713", due: "\u2713\u00b7", changed: "\u21bb" }[word];
      link.append(tick);
    });
  }

  // With instant navigation a page arrives without being loaded; the theme tells of it on document$.
  if (window.document$) window.document$.subscribe(draw);
  else document.addEventListener("DOMContentLoaded", draw);
})();
