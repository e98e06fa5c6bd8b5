// Ticks on the journey map and in the menu beside it, for what this learner has passed. Without saved
// progress nothing is loaded and nothing is done.
(function () {
  "use strict";
  const here = document.currentScript;
  const base = here.src.slice(0, here.src.lastIndexOf("/") + 1);
  let any = false;
  try {
    for (let n = 0; n < window.localStorage.length; n += 1) any = any || window.localStorage.key(n).indexOf("hb-quiz:") === 0;
  } catch (error) { return; }
  if (!any) return;

  const load = (name, then) => {
    const script = document.createElement("script");
    script.src = base + name;
    script.onload = then;
    document.head.append(script);
  };
  const draw = () => {
    const store = window.hbQuiz.store;
    if (!store.who()) return;
    const progress = store.progress();
    window.hbBook.quizzes.forEach((one) => {
      const word = store.summary(one, progress).word;
      const sign = { passed: "\u2713", due: "\u2713", changed: "\u21bb" }[word];
      if (!sign) return;
      document.querySelectorAll('a[href$="defects/' + one.id + '.html"]').forEach((link) => {
        if (link.querySelector(".hb-tick")) return;
        const tick = document.createElement("span");
        tick.className = "hb-tick";
        tick.setAttribute("role", "img");
        tick.setAttribute("aria-label", { passed: "quiz passed", due: "quiz passed, due again", changed: "quiz changed since you passed" }[word]);
        tick.textContent = " " + sign;
        link.append(tick);
      });
    });
  };
  load("data/book.js", () => load("quiz-store.js", draw));
})();
