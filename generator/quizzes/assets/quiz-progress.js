// The learner's own page: what is passed, due, weak and changed; progress as a file; the sheet to sign.
(function () {
  "use strict";
  const quiz = window.hbQuiz;
  const { all, make, button, plural } = quiz.dom;
  const store = quiz.store;
  const WORDS = {
    passed: "passed", due: "due: ask me again", changed: "changed since you passed", weak: "weak: wrong the last time", begun: "begun", new: "not begun",
    reread: "to read again: the page changed since you passed",
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
    const summaries = book.quizzes.map((one) => {
      const sum = store.summary(one, progress);
      return { one: one, sum: sum, word: sum.ever && store.pageState(one, progress) === "changed" ? "reread" : sum.word };
    });
    summaries.forEach(({ word }) => { totals[word] = (totals[word] || 0) + 1; });
    const score = make("ul", "hb-score");
    ["passed", "due", "reread", "changed", "weak", "begun", "new"].filter((word) => totals[word]).forEach((word) => {
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
      rows.forEach(({ one, sum, word }) => {
        const item = make("li", "hb-state hb-state--" + word);
        const link = make("a", "", one.title);
        link.href = page.dataset.root + "quizzes/" + one.id + ".html";
        const told = word === "changed" ? plural(sum.counts.changed, "question") + " changed: redo " + (sum.counts.changed === 1 ? "it" : "these " + sum.counts.changed) : WORDS[word];
        const right = sum.counts.passed + sum.counts.due;
        const when = word === "passed" && sum.next ? ", next on " + day(sum.next) : "";
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

  // Which pages the sheet has: all of them, the stop cards, or a stage. `sign-off.html#stop-cards` opens a group.
  const STOPS = "stop-cards";
  function groups(page) {
    const label = make("label", "hb-pick", "Pages: ");
    const select = make("select", "");
    const stages = all(page, "[data-group]").map((table) => [table.dataset.group, table.caption.textContent]);
    const stops = page.querySelector("[data-stop]") ? [[STOPS, "Stop cards"]] : [];
    [["", "The whole handbook"]].concat(stops, stages).forEach(([id, name]) => {
      const option = make("option", "", name);
      option.value = id;
      option.selected = id !== "" && window.location.hash === "#" + id;
      select.append(option);
    });
    label.append(select);
    return { label: label, select: select };
  }

  // What Read says of a page: passed and unchanged; or what is missing of it.
  function readWord(row, progress, seconds) {
    const one = quiz.book().quizzes.find((each) => each.id === row.dataset.defect);
    if (!one) return ""; // a page without questions is signed without a quiz
    const sum = store.summary(one, progress);
    if (!sum.ever) return sum.counts.changed ? "again" : "";
    if (store.pageState(one, progress) === "changed") return "again";
    return "drill" in row.dataset && !store.drilled(one.id, seconds, progress) ? "drill" : "\u2713";
  }

  // The sheet holds what this learner has read, and the revision that is signed.
  quiz.pages["sign-off"] = function (page) {
    const fields = page.querySelector(".hb-quiz__options");
    const sheet = page.querySelector(".hb-sheet");
    const label = make("label", "hb-pick");
    const only = document.createElement("input");
    only.type = "checkbox";
    label.append(only, " Only what is passed");
    const choice = groups(page);
    fields.append(choice.label, label, button("Print", "md-button--primary", () => window.print()));
    const draw = () => {
      if (!document.contains(page)) return;
      const progress = store.progress();
      const learner = store.who();
      const group = choice.select.value;
      sheet.classList.toggle("hb-sheet--group", group !== "");
      sheet.classList.toggle("hb-sheet--stops", group === STOPS);
      page.querySelector(".hb-sheet__pages").textContent = choice.select.selectedOptions[0].textContent;
      page.querySelector(".hb-sheet__name").textContent = learner ? learner.name : "";
      page.querySelector(".hb-sheet__day").textContent = day(new Date());
      all(page, "[data-group]").forEach((table) => {
        all(table, "[data-defect]").forEach((row) => {
          const word = readWord(row, progress, Number(page.dataset.seconds));
          const inside = group === "" || group === table.dataset.group || (group === STOPS && "stop" in row.dataset);
          row.hidden = !inside || (only.checked && word !== "\u2713");
          row.querySelector(".hb-sheet__read").textContent = word;
        });
        table.hidden = all(table, "[data-defect]").every((row) => row.hidden);
      });
      // The stop cards are one list, whatever their stages.
      const shown = all(page, "[data-group]").filter((table) => !table.hidden);
      shown.forEach((table, n) => table.classList.toggle("hb-sheet__table--more", group === STOPS && n > 0));
    };
    only.addEventListener("change", draw);
    choice.select.addEventListener("change", draw);
    draw();
    store.onChange(draw);
  };
  quiz.begin();
})();
