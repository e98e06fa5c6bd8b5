// The learner's own page: what is passed, due, weak and changed; progress as a file; the sheet to sign.
(function () {
  "use strict";
  const quiz = window.hbQuiz;
  const { all, make, button, plural } = quiz.dom;
  const store = quiz.store;
  const WORDS = {
    passed: "passed", due: "due: ask me again", changed: "changed since you passed", weak: "weak: wrong the last time", begun: "begun", new: "not begun",
  };
  const day = (date) => {
    const two = (n) => (n < 10 ? "0" : "") + n;
    const one = new Date(date);
    return one.getFullYear() + "-" + two(one.getMonth() + 1) + "-" + two(one.getDate());
  };

  function table(page, progress) {
    const book = quiz.book();
    const box = page.querySelector(".hb-progress");
    box.textContent = "";
    const totals = {};
    const summaries = book.quizzes.map((one) => ({ one: one, sum: store.summary(one, progress) }));
    summaries.forEach(({ sum }) => { totals[sum.word] = (totals[sum.word] || 0) + 1; });
    const score = make("ul", "hb-score");
    ["passed", "due", "changed", "weak", "begun", "new"].filter((word) => totals[word]).forEach((word) => {
      const item = make("li", "hb-state hb-state--" + word);
      item.append(make("b", "", String(totals[word])), " " + WORDS[word]);
      score.append(item);
    });
    box.append(score);
    book.stages.forEach(([id, name]) => {
      const rows = summaries.filter(({ one }) => one.stage === id);
      if (!rows.length) return;
      const heading = make("h2", "", name);
      const list = make("ul", "hb-states");
      rows.forEach(({ one, sum }) => {
        const item = make("li", "hb-state hb-state--" + sum.word);
        const link = make("a", "", one.title);
        link.href = page.dataset.root + "quizzes/" + one.id + ".html";
        const told = sum.word === "changed" ? plural(sum.counts.changed, "question") + " changed: redo " + (sum.counts.changed === 1 ? "it" : "these " + sum.counts.changed) : WORDS[sum.word];
        const right = sum.counts.passed + sum.counts.due;
        const when = sum.word === "passed" && sum.next ? ", next on " + day(sum.next) : "";
        item.append(link, " ", make("span", "hb-state__word", told), make("span", "hb-muted", " " + right + " of " + sum.all + when));
        list.append(item);
      });
      box.append(heading, list);
    });
  }

  function files(page, redraw) {
    const box = page.querySelector(".hb-files");
    const message = make("p", "hb-files__said");
    message.setAttribute("role", "status");
    const label = make("label", "md-button hb-button hb-files__take", "Take over a progress file");
    const input = make("input", "hb-files__input");
    input.type = "file";
    input.accept = ".json,application/json";
    label.append(input);
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (!file) return;
      file.text().then((text) => {
        const told = store.take(text);
        message.textContent = told.message;
        message.className = "hb-files__said" + (told.good ? "" : " hb-files__said--bad");
        input.value = "";
        redraw();
      });
    });
    const forget = button("Delete my progress here", "", () => {
      const learner = store.who();
      if (!learner) { message.textContent = "Nothing is kept for you here."; return; }
      if (!window.confirm("Delete everything that is kept here for " + learner.name + "? Save it as a file first if you may need it.")) return;
      store.remove(learner);
      message.textContent = "Deleted.";
    });
    box.append(button("Save my progress as a file", "md-button--primary", quiz.files.saveProgress), label, forget, message);
  }

  quiz.pages.progress = function (page) {
    const draw = () => { if (document.contains(page)) table(page, store.progress()); };
    draw();
    store.onChange(draw);
    files(page, draw);
  };

  // The sheet holds what this learner passed, with its version, so that a change shows what to sign anew.
  quiz.pages["sign-off"] = function (page) {
    const fields = page.querySelector(".hb-quiz__options");
    const label = make("label", "hb-pick");
    const only = document.createElement("input");
    only.type = "checkbox";
    label.append(only, " Only what is passed");
    fields.append(label, button("Print", "md-button--primary", () => window.print()));
    const draw = () => {
      if (!document.contains(page)) return;
      const progress = store.progress();
      const learner = store.who();
      page.querySelector(".hb-sheet__name").textContent = learner ? learner.name : "";
      page.querySelector(".hb-sheet__day").textContent = day(new Date());
      all(page, "[data-defect]").forEach((row) => {
        const one = quiz.book().quizzes.find((each) => each.id === row.dataset.defect);
        const sum = one && store.summary(one, progress); // a page without questions is signed without a quiz
        const passed = Boolean(sum) && sum.ever;
        row.hidden = only.checked && !passed;
        row.querySelector(".hb-sheet__quiz").textContent = passed ? "\u2713" : sum && sum.counts.changed ? "again" : "";
      });
    };
    only.addEventListener("change", draw);
    draw();
    store.onChange(draw);
  };
  quiz.begin();
})();
