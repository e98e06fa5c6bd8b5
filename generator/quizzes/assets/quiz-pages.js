// What each page of the quizzes does: who learns, the quiz of a defect, mixes, the drill. Each page says
// by data-quiz-page what it is; runs again whenever instant navigation brings another page.
(function () {
  "use strict";
  const quiz = window.hbQuiz;
  const { all, make, button, plural, focus } = quiz.dom;
  const store = quiz.store;
  const DAILY = 10; // about five minutes
  const DAILY_NEW = 5; // of those, unseen ones at most: the rest is for what is due
  const DRILL = 8;
  const SIZES = [10, 20, 40];
  const MOST_AT_ONCE = 500; // questions in one page: more is no sitting, and slow to load from a disk

  const shuffled = quiz.dom.shuffled;
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const fileName = () => {
    const learner = store.who();
    const who = (learner ? learner.name : "guest").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
    return "progress-" + who + "-" + new Date().toISOString().slice(0, 10) + ".json";
  };
  const saveProgress = () => save(fileName(), store.exported());

  const TROUBLE = {
    missing: "This browser keeps nothing for pages from a disk, or was told not to. Your answers are lost when you leave this page, unless you save them as a file.",
    full: "The storage of this browser is full. Nothing that was kept is lost, but new answers are kept only until you leave this page. Save them as a file.",
    damaged: "Saved progress could not be read. It was put aside, nothing was thrown away, and you start with an empty page. Keep the damaged text as a file if somebody may mend it.",
  };

  function troubles(box) {
    store.progress(); // what is damaged shows when it is read
    const kind = store.trouble();
    if (!kind) return;
    const note = make("div", "hb-trouble");
    note.setAttribute("role", "alert");
    note.append(make("p", "", TROUBLE[kind]));
    if (kind === "damaged") {
      note.append(button("Keep the damaged text", "", () => save("damaged-progress.txt", store.damaged().text)), button("Understood", "", store.forgive));
    } else note.append(button("Save my progress as a file", "", saveProgress));
    box.append(note);
  }

  // Whose answers these are, always in sight: several people share a desk.
  function learnerBar(box) {
    box.textContent = "";
    const learner = store.who();
    const known = store.learners();
    const line = make("p", "hb-who__line");
    if (learner) {
      const whose = make("span", "");
      whose.append("Kept for ", make("b", "", learner.name), ".");
      line.append(whose, button("Not " + learner.name + "?", "hb-button--small", () => { store.choose(null); focus(box); }));
      box.append(line);
    } else {
      const asked = make("span", "");
      asked.append(make("b", "", "Who is learning?"), " Until you say so, nothing is kept.");
      line.append(asked);
      box.append(line);
      const row = make("form", "hb-who__form");
      known.forEach((one) => row.append(button(one.name, "hb-button--small", () => { store.choose(one); focus(box); })));
      const label = make("label", "hb-who__label", known.length ? "Somebody else: " : "Your name: ");
      const input = make("input", "hb-who__name");
      input.setAttribute("autocomplete", "off");
      input.maxLength = 60;
      label.append(input);
      const keep = make("button", "md-button hb-button hb-button--small", "Keep my progress");
      keep.type = "submit";
      row.append(label, keep);
      row.addEventListener("submit", (event) => {
        event.preventDefault();
        if (store.add(input.value)) focus(box);
        else { input.focus(); quiz.say("Type a name first."); }
      });
      box.append(row);
    }
    troubles(box);
  }

  function modes(box, run) {
    const group = make("fieldset", "hb-modes");
    group.append(make("legend", "", "Answers are explained"));
    [["instant", "after each question"], ["exam", "at the end"]].forEach(([mode, text]) => {
      const label = make("label", "hb-pick");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "hb-mode", checked: run.mode === mode });
      input.addEventListener("change", () => run.setMode(mode));
      label.append(input, " " + text);
      group.append(label);
    });
    box.append(group);
  }

  const kept = (key, hash, answer) => store.record(key, hash, answer);

  // The quiz of one defect: all questions below each other, and what changed since it was passed.
  function defect(page) {
    const host = page.querySelector(".hb-questions");
    const questions = all(host, ".hb-q");
    const options = page.querySelector(".hb-quiz__options");
    const run = quiz.run(host, questions, { onAnswer: kept });
    modes(options, run);
    printing(page, options);
    const note = make("p", "hb-changed");
    options.before(note);
    const draw = () => {
      const progress = store.progress();
      const changed = questions.filter((q) => store.state(q.dataset.q, q.dataset.h, progress) === "changed");
      note.textContent = "";
      note.hidden = !changed.length || run.answers.size > 0;
      if (note.hidden) return;
      note.append(plural(changed.length, "question") + " changed since you answered. ");
      note.append(button("Redo " + (changed.length === 1 ? "it" : "these " + changed.length), "hb-button--small", () => {
        run.start(changed);
        note.hidden = true;
        focus(changed[0].querySelector(".hb-q__prompt"));
      }));
    };
    draw();
    store.onChange(draw);
    rereading(page, options);
  }

  // The page itself changed since its quiz was passed: read it again, and say so. Nothing was forgotten, so
  // the questions stay passed.
  function rereading(page, options) {
    const id = page.dataset.defect;
    const one = quiz.book().quizzes.find((each) => each.id === id);
    if (!one) return;
    const note = make("p", "hb-changed");
    options.before(note);
    const draw = () => {
      const progress = store.progress();
      note.textContent = "";
      note.hidden = store.pageState(one, progress) !== "changed";
      if (note.hidden) return;
      const parts = store.changedParts(one, progress);
      const link = make("a", "", "Read it again");
      link.href = page.dataset.root + "defects/" + id + ".html";
      note.append("The page changed since you passed" + (parts.length ? ": " + parts.join(", ") : "") + ". ", link, " ");
      note.append(button("I have read it", "hb-button--small", () => { store.reread(one); quiz.say("Noted."); focus(page.querySelector(".hb-who")); }));
    };
    draw();
    store.onChange(draw);
  }

  function printing(page, box) {
    const print = (withKey) => {
      document.documentElement.classList.toggle("hb-print-key", withKey);
      window.print();
    };
    const row = make("p", "hb-print");
    row.append(button("Print", "hb-button--small", () => print(false)), button("Print with answers", "hb-button--small", () => print(true)));
    box.append(row);
  }

  // Questions of other pages come as scripts: from a disk a page may load no other file.
  const shelf = (quiz.shelf = quiz.shelf || {});
  quiz.data = (id, html) => { shelf[id] = html; };
  function load(ids, base, then) {
    const wanted = ids.filter((id) => !(id in shelf));
    let open = wanted.length;
    if (!open) then();
    wanted.forEach((id) => {
      const script = document.createElement("script");
      script.src = base + "data/" + id + ".js";
      script.onload = script.onerror = () => {
        script.remove();
        open -= 1;
        if (!open) then();
      };
      document.head.append(script);
    });
  }

  function fetchQuestions(keys, base, then) {
    const ids = Array.from(new Set(keys.map((key) => key.split("/")[0])));
    load(ids, base, () => {
      const known = {};
      ids.forEach((id) => {
        const holder = document.createElement("template");
        holder.innerHTML = shelf[id] || "";
        all(holder.content, ".hb-q").forEach((q) => { known[q.dataset.q] = q; });
      });
      then(keys.map((key) => known[key]).filter(Boolean));
    });
  }

  function place(host, questions) {
    questions.forEach((q, n) => {
      const fresh = document.importNode(q, true);
      fresh.querySelector(".hb-q__n").textContent = n + 1 + ".";
      host.append(fresh);
    });
    return all(host, ".hb-q");
  }

  const every = () => quiz.book().quizzes.flatMap((one) => one.q.map(([id, hash]) => ({ key: one.id + "/" + id, hash: hash, quiz: one })));
  const titled = (key) => {
    const one = quiz.book().quizzes.find((each) => each.id === key.split("/")[0]);
    return one ? one.title : key;
  };

  // Links to the pages of what was missed: the quiz is there to send people back to the right page.
  function readAgain(run, end, root) {
    const missed = Array.from(new Set(run.questions.filter((q) => !(run.answers.get(q) || {}).right).map((q) => q.dataset.q.split("/")[0])));
    if (!missed.length) return;
    const list = make("ul", "hb-again");
    missed.forEach((id) => {
      const link = make("a", "", titled(id + "/"));
      link.href = root + "defects/" + id + ".html";
      const item = make("li", "");
      item.append(link);
      list.append(item);
    });
    end.append(make("p", "hb-label", "Read these again:"), list);
  }

  function mixed(page, keys, options) {
    const host = page.querySelector(".hb-questions");
    const base = page.dataset.assets;
    fetchQuestions(keys, base, (found) => {
      if (!found.length) {
        host.append(make("p", "hb-empty", "The questions could not be loaded. Open the quizzes one by one from the list."));
        return;
      }
      host.textContent = "";
      const run = quiz.run(host, place(host, found), Object.assign({ paged: true, onAnswer: kept, onEnd: (one, end) => readAgain(one, end, page.dataset.root) }, options));
      if (!options || !options.noModes) modes(page.querySelector(".hb-quiz__options"), run);
    });
  }

  function stage(page) {
    const ids = quiz.book().quizzes.filter((one) => one.stage === page.dataset.stage);
    const keys = shuffled(ids.flatMap((one) => one.q.map(([id]) => one.id + "/" + id)));
    const box = page.querySelector(".hb-quiz__options");
    const count = make("p", "hb-count", plural(keys.length, "question") + " in a mixed order. ");
    const starts = [[DAILY, "Ten of them"], [keys.length, "All of them"]].filter(([size], n) => n || keys.length > DAILY);
    starts.forEach(([size, text]) => count.append(button(text, "md-button--primary", () => { count.remove(); mixed(page, keys.slice(0, size)); })));
    box.append(count);
  }

  // The whole handbook: what was missed or never seen before what is known, the stages in turn.
  function allKeys() {
    const progress = store.progress();
    const rank = { weak: 0, changed: 0, new: 1, due: 2, passed: 3 };
    const ranks = [[], [], [], []];
    shuffled(every()).forEach((one) => ranks[rank[store.state(one.key, one.hash, progress)]].push(one));
    return ranks.flatMap((group) => inTurn(group, (one) => one.quiz.stage)).map((one) => one.key);
  }

  // One of each kind, then the second of each, and so on.
  function inTurn(list, kind) {
    const rows = {};
    list.forEach((one) => (rows[kind(one)] = rows[kind(one)] || []).push(one));
    const columns = Object.values(rows);
    const longest = Math.max(0, ...columns.map((row) => row.length));
    return Array.from({ length: longest }, (_, n) => columns.map((row) => row[n]).filter(Boolean)).flat();
  }

  function whole(page) {
    const total = every().length;
    const box = page.querySelector(".hb-quiz__options");
    const count = make("p", "hb-count", plural(total, "question") + " from the whole handbook. ");
    const sizes = SIZES.filter((size) => size < total).concat(total <= MOST_AT_ONCE ? [total] : []);
    sizes.forEach((size) => count.append(button(size === total ? "All " + total : String(size), "md-button--primary", () => {
      count.remove();
      mixed(page, shuffled(allKeys().slice(0, size)));
    })));
    box.append(count);
  }

  // What is due comes first, then what changed or was wrong, then a few new ones, stop cards before all.
  function dailyKeys() {
    const progress = store.progress();
    const groups = { changed: [], weak: [], due: [], new: [], passed: [] };
    every().forEach((one) => groups[store.state(one.key, one.hash, progress)].push(one));
    const due = (one) => (progress.questions[one.key].card || { due: "" }).due;
    groups.due.sort((a, b) => (due(a) < due(b) ? -1 : 1));
    // A question that was wrong today comes tomorrow, not in the next mix of the same day.
    const weak = groups.weak.filter((one) => new Date(due(one)) <= new Date(new Date().setHours(23, 59, 59, 999)));
    const stops = groups.new.filter((one) => one.quiz.kind === "stop-card");
    const rest = groups.new.filter((one) => one.quiz.kind !== "stop-card");
    const old = groups.changed.concat(weak, groups.due).slice(0, DAILY);
    const fresh = stops.concat(rest).slice(0, Math.min(DAILY_NEW, DAILY - old.length));
    const byKey = (list) => list.map((one) => one.key);
    return { keys: shuffled(byKey(old.concat(fresh))), old: old.length, fresh: fresh.length, waiting: groups.changed.length + weak.length + groups.due.length };
  }

  function daily(page) {
    const line = make("p", "hb-count");
    page.querySelector(".hb-quiz__options").append(line);
    const draw = () => {
      if (!document.contains(line)) return;
      const mix = dailyKeys();
      line.textContent = "Nothing is due today, and there is nothing new. Come back tomorrow.";
      if (!mix.keys.length) return;
      line.textContent = plural(mix.waiting, "question") + (mix.waiting === 1 ? " is" : " are") + " due. Today's mix: " + mix.old + " due, " + mix.fresh + " new. ";
      line.append(button("Begin", "md-button--primary", () => { line.remove(); mixed(page, mix.keys); }));
    };
    draw();
    store.onChange(draw); // another learner has other questions due
  }

  // Where to begin: one question of every stage and of the stop cards, and then the stages to start with.
  function startHere(page) {
    const box = page.querySelector(".hb-quiz__options");
    const keys = page.dataset.keys.split(" ").filter(Boolean);
    const line = make("p", "hb-count", plural(keys.length, "question") + ". ");
    const result = (run, end) => {
      const stages = quiz.book().stages;
      const rows = {};
      run.questions.forEach((q) => {
        const one = quiz.book().quizzes.find((each) => each.id === q.dataset.q.split("/")[0]);
        const row = (rows[one.stage] = rows[one.stage] || { right: 0, all: 0 });
        row.all += 1;
        row.right += (run.answers.get(q) || {}).right ? 1 : 0;
      });
      const list = make("ol", "hb-again");
      stages.filter(([id]) => rows[id] && rows[id].right < rows[id].all).forEach(([id, name]) => {
        const link = make("a", "", name);
        link.href = page.dataset.root + "learn/stages/" + id + ".html";
        const item = make("li", "");
        item.append(link, " (" + rows[id].right + " of " + rows[id].all + ")");
        list.append(item);
      });
      end.append(make("p", "hb-label", list.children.length ? "Begin with these stages:" : "Every stage went well. Go on with the daily mix."));
      if (list.children.length) end.append(list);
      readAgain(run, end, page.dataset.root);
    };
    line.append(button("Begin", "md-button--primary", () => { line.remove(); mixed(page, keys, { mode: "exam", onEnd: result, noModes: true }); }));
    box.append(line);
  }

  // Ten seconds to the first action. The clock can be switched off: it trains, it does not judge.
  function drill(page) {
    const host = page.querySelector(".hb-questions");
    const pool = all(host, ".hb-q");
    const box = page.querySelector(".hb-quiz__options");
    const limit = Number(page.dataset.seconds);
    pool.forEach((q) => { q.hidden = true; });
    const line = make("p", "hb-count");
    const label = make("label", "hb-pick");
    const clocked = document.createElement("input");
    clocked.type = "checkbox";
    clocked.checked = true;
    label.append(clocked, " " + limit + " seconds for each");
    line.append(label, button("Begin", "md-button--primary", () => { line.remove(); begin(clocked.checked); }));
    box.append(line);

    function begin(withClock) {
      const chosen = shuffled(pool).slice(0, DRILL);
      chosen.forEach((q, n) => { q.querySelector(".hb-q__n").textContent = n + 1 + "."; host.append(q); });
      const face = make("p", "hb-clock");
      face.setAttribute("role", "timer");
      let ticking = 0;
      const stop = () => { clearInterval(ticking); face.textContent = ""; };
      const run = quiz.run(host, chosen, {
        paged: true,
        onAnswer: (key, hash, answer) => { stop(); kept(key, hash, answer); },
        onEnd: (one, end) => { stop(); readAgain(one, end, page.dataset.root); },
        onShow(one, q) {
          stop();
          if (!withClock || one.answers.has(q)) return;
          const until = performance.now() + limit * 1000;
          q.querySelector(".hb-q__body").before(face);
          const tick = () => {
            if (!document.contains(q)) { stop(); return; }
            const left = Math.ceil((until - performance.now()) / 1000);
            face.textContent = Math.max(left, 0) + " s";
            if (left <= 0) one.check(q, { right: false, chose: [], timeout: true });
          };
          tick();
          ticking = setInterval(tick, 250);
        },
      });
      focus(run.questions[0].querySelector(".hb-q__prompt"));
      host.addEventListener("keydown", (event) => {
        const option = all(run.questions[run.at], ".hb-opt")[Number(event.key) - 1];
        if (!option || run.answers.has(run.questions[run.at])) return;
        option.querySelector("input").checked = true;
        run.check(run.questions[run.at]);
      });
    }
  }

  quiz.pages = { defect: defect, stage: stage, all: whole, daily: daily, start: startHere, drill: drill, index: () => {} };
  quiz.files = { save: save, saveProgress: saveProgress };
  quiz.begin = () => {
    const page = document.querySelector("[data-quiz-page]");
    const begin = page && quiz.pages[page.dataset.quizPage];
    if (!begin || page.hbBegun) return; // the learner's own page begins when its script is there
    page.hbBegun = true;
    document.documentElement.classList.remove("hb-print-key");
    const bar = page.querySelector(".hb-who");
    const draw = () => { if (document.contains(bar)) learnerBar(bar); };
    if (bar) { draw(); store.onChange(draw); }
    begin(page);
  };
  quiz.begin();
})();
