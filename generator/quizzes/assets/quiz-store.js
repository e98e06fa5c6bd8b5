// Who learns, what they answered, and when each question is asked again. Everything stays in this
// browser's storage and leaves it only as a file that the learner saves. Nothing here touches the page.
(function () {
  "use strict";
  if (window.hbQuiz) return; // instant navigation runs the scripts of a page again

  const book = () => window.hbBook || { id: "unknown", name: "", quizzes: [] };
  const FORMAT = "handbook-progress";
  const KEPT_TRIES = 20; // of each question; the oldest go first, so that the storage never fills by itself
  const MOST_DAYS = 90; // skills decay by the third month, so nothing rests for longer
  const FSRS_SETTINGS = { enable_fuzz: false, enable_short_term: false, maximum_interval: MOST_DAYS };

  const listeners = [];
  let storage = null;
  let trouble = ""; // "", "missing", "full" or "damaged"
  let damaged = null;
  let guest = null; // progress of somebody who has not given a name, gone with the page
  let current;

  try {
    storage = window.localStorage;
    storage.setItem("hb-quiz:probe", "1");
    storage.removeItem("hb-quiz:probe");
  } catch (error) {
    // A full storage still reads; only one that is not there at all is given up.
    if (storage && error && error.name === "QuotaExceededError") trouble = "full";
    else { storage = null; trouble = "missing"; }
  }

  const name = (what) => "hb-quiz:" + book().id + ":" + what;
  const tell = () => listeners.forEach((listener) => listener());
  const newProgress = (learner) => ({ format: FORMAT, version: 1, book: book().id, bookName: book().name, learner: learner, questions: {}, pages: {} });
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  function write(key, value) {
    if (!storage) return false;
    try {
      storage.setItem(name(key), JSON.stringify(value));
      if (trouble === "full") trouble = "";
      return true;
    } catch (error) {
      trouble = "full";
      return false;
    }
  }

  // What cannot be read is put aside under another name, never overwritten: somebody may mend it.
  function read(key, isGood) {
    const text = storage ? storage.getItem(name(key)) : null;
    if (text === null) return null;
    try {
      const value = JSON.parse(text);
      if (isGood(value)) return value;
    } catch (error) { /* falls through: it is put aside below */ }
    let free = 1;
    while (storage.getItem(name(key + ":damaged-" + free)) !== null) free += 1;
    try {
      storage.setItem(name(key + ":damaged-" + free), text);
      storage.removeItem(name(key));
    } catch (error) { trouble = "full"; }
    damaged = { key: key, text: text };
    return null;
  }

  const goodQuestion = (entry) => isObject(entry) && typeof entry.h === "string" && Array.isArray(entry.tries);
  const goodProgress = (value) => isObject(value) && value.format === FORMAT && value.version === 1 && isObject(value.learner)
    && typeof value.learner.name === "string" && isObject(value.questions) && Object.values(value.questions).every(goodQuestion)
    && (value.pages === undefined || (isObject(value.pages) && Object.values(value.pages).every((page) => isObject(page) && typeof page.r === "string")));
  const goodList = (value) => Array.isArray(value) && value.every((one) => isObject(one) && typeof one.id === "string" && typeof one.name === "string");

  const learners = () => read("learners", goodList) || [];

  function who() {
    if (current !== undefined) return current;
    let id = null;
    try { id = window.sessionStorage.getItem(name("who")); } catch (error) { /* asked again on the next page */ }
    const known = learners();
    // One learner is taken for granted and shown; where there are several, each visit asks anew.
    current = known.find((one) => one.id === id) || (known.length === 1 ? known[0] : null);
    return current;
  }

  function choose(learner) {
    current = learner;
    try {
      if (learner) window.sessionStorage.setItem(name("who"), learner.id);
      else window.sessionStorage.removeItem(name("who"));
    } catch (error) { /* asked again on the next page */ }
    if (learner && guest) {
      const kept = progress();
      merge(kept, guest);
      guest = null;
      save(kept);
    }
    remember(true);
    tell();
  }

  function add(wanted) {
    const clean = wanted.trim().replace(/\s+/g, " ").slice(0, 60);
    if (!clean) return null;
    const known = learners();
    let learner = known.find((one) => one.name.toLowerCase() === clean.toLowerCase());
    if (!learner) {
      const random = new Uint32Array(2);
      window.crypto.getRandomValues(random);
      learner = { id: random[0].toString(36) + random[1].toString(36), name: clean };
      write("learners", known.concat([learner]));
    }
    choose(learner);
    return learner;
  }

  function remove(learner) {
    if (!storage) return;
    storage.removeItem(name("p:" + learner.id));
    storage.removeItem(name("t:" + learner.id));
    write("learners", learners().filter((one) => one.id !== learner.id));
    current = null;
    guest = null;
    choose(null);
  }

  // Read anew each time: another tab may have written since.
  function progress() {
    const learner = who();
    if (!learner || !storage) return guest || (guest = newProgress(learner || { id: "", name: "" }));
    const kept = read("p:" + learner.id, goodProgress);
    if (!kept) return guest && guest.learner.id === learner.id ? guest : newProgress(learner);
    kept.pages = kept.pages || {}; // kept before pages had revisions
    return kept;
  }

  function save(kept) {
    const learner = who();
    if (!learner || !storage || !write("p:" + learner.id, kept)) guest = kept; // still there until the page is left
    remember(false);
    tell();
  }

  // The little that the ticks on other pages need: for each quiz that is passed the day of its next question,
  // for each that changed nothing. They read this and load no list of questions. With `only` it is written
  // anew only where the handbook is another one than when it was written.
  function remember(only) {
    const learner = who();
    if (!learner || !storage || !window.hbBook) return;
    const key = "t:" + learner.id;
    try {
      if (only && JSON.parse(storage.getItem(name(key))).v === book().v) return;
    } catch (error) { /* none yet, or damaged: it is made of the progress, so it is made again */ }
    const kept = progress();
    const found = {};
    book().quizzes.forEach((quiz) => {
      const sum = summary(quiz, kept);
      if (sum.word === "changed" || (sum.ever && pageState(quiz, kept) === "changed")) found[quiz.id] = "";
      else if (sum.ever) found[quiz.id] = sum.next || endOfToday().toISOString();
    });
    try {
      storage.setItem(name(key), JSON.stringify({ v: book().v, d: found }));
    } catch (error) {
      storage.removeItem(name(key)); // rather no ticks than old ones
    }
  }

  function schedule(card, right, now) {
    const fsrs = window.FSRS;
    const from = card || fsrs.createEmptyCard(now);
    const next = fsrs.fsrs(FSRS_SETTINGS).next(from, now, right ? fsrs.Rating.Good : fsrs.Rating.Again).card;
    if (!right) next.due = new Date(now.getTime() + 86400000); // what was missed comes back tomorrow
    return JSON.parse(JSON.stringify(next));
  }

  // One answer. Only the first of a sitting moves the schedule: a second try right after the reason was
  // read says nothing about tomorrow.
  function record(key, hash, answer) {
    const kept = progress();
    const now = new Date();
    const before = kept.questions[key];
    const entry = before && before.h === hash ? before : { h: hash, tries: before ? before.tries : [] };
    entry.tries = entry.tries.concat([[now.toISOString(), answer.right ? 1 : 0, answer.chose, Math.round(answer.seconds), hash, answer.retry ? 1 : 0]]).slice(-KEPT_TRIES);
    if (!answer.retry) entry.card = schedule(entry.card, answer.right, now);
    entry.right = answer.right ? 1 : 0;
    kept.questions[key] = entry;
    const quiz = book().quizzes.find((one) => one.id === key.split("/")[0]);
    if (quiz && quiz.r && !kept.pages[quiz.id] && summary(quiz, kept).ever) kept.pages[quiz.id] = { r: quiz.r, at: now.toISOString() };
    save(kept);
  }

  // The page as it was when its quiz was passed. unknown: never passed, or before pages had revisions.
  function pageState(quiz, kept) {
    const page = kept.pages[quiz.id];
    if (!page || !quiz.r) return "unknown";
    return page.r.slice(0, 6) === quiz.r.slice(0, 6) ? "same" : "changed";
  }

  // The parts of the page that differ, by the two letters that stand for each.
  function changedParts(quiz, kept) {
    const before = kept.pages[quiz.id].r.slice(7);
    const now = quiz.r.slice(7);
    return before.length === now.length ? book().parts.filter((_, n) => before.slice(2 * n, 2 * n + 2) !== now.slice(2 * n, 2 * n + 2)) : [];
  }

  // Whether the first action of a stop card was found in time, in a drill with the clock or without it.
  const drilled = (id, seconds, kept) => Object.keys(kept.questions).some((key) => key.startsWith(id + "/drill-")
    && kept.questions[key].tries.some((one) => one[1] && one[3] <= seconds));

  function reread(quiz) {
    const kept = progress();
    kept.pages[quiz.id] = { r: quiz.r, at: new Date().toISOString() };
    save(kept);
  }

  const endOfToday = () => { const day = new Date(); day.setHours(23, 59, 59, 999); return day; };
  const isDue = (entry) => !entry.card || new Date(entry.card.due) <= endOfToday();

  // new: never answered. changed: answered, and rewritten since. weak: wrong the last time. due: to be
  // asked again today. passed: right, and resting.
  function state(key, hash, kept) {
    const entry = (kept || progress()).questions[key];
    if (!entry) return "new";
    if (entry.h !== hash) return "changed";
    if (!entry.right) return "weak";
    return isDue(entry) ? "due" : "passed";
  }

  function summary(quiz, kept) {
    const counts = { new: 0, changed: 0, weak: 0, due: 0, passed: 0 };
    let next = null;
    quiz.q.forEach(([id, hash]) => {
      const key = quiz.id + "/" + id;
      counts[state(key, hash, kept)] += 1;
      const entry = kept.questions[key];
      if (entry && entry.card && entry.h === hash && (!next || entry.card.due < next)) next = entry.card.due;
    });
    const all = quiz.q.length;
    let word = "begun";
    if (counts.new === all) word = "new";
    else if (counts.changed) word = "changed";
    else if (counts.passed + counts.due === all) word = counts.due ? "due" : "passed";
    else if (counts.weak) word = "weak";
    return { word: word, counts: counts, all: all, next: next, ever: counts.new + counts.changed + counts.weak === 0 };
  }

  function merge(into, from) {
    Object.keys(from.questions).forEach((key) => {
      const mine = into.questions[key];
      const other = from.questions[key];
      const last = (entry) => (entry.tries.length ? entry.tries[entry.tries.length - 1][0] : "");
      if (!mine) { into.questions[key] = other; return; }
      const seen = new Set(mine.tries.map((one) => one[0]));
      const tries = mine.tries.concat(other.tries.filter((one) => !seen.has(one[0]))).sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(-KEPT_TRIES);
      into.questions[key] = Object.assign({}, last(other) > last(mine) ? other : mine, { tries: tries });
    });
    mergePages(into, from);
  }

  // Of two readings of one page the later one counts.
  function mergePages(into, from) {
    Object.keys(from.pages || {}).forEach((id) => {
      const mine = into.pages[id];
      if (!mine || (mine.at || "") < (from.pages[id].at || "")) into.pages[id] = from.pages[id];
    });
  }

  const exported = () => JSON.stringify(Object.assign(progress(), { saved: new Date().toISOString() }), null, 1) + "\n";

  // Answers with what happened, in words for the learner. A file that is not ours changes nothing.
  function take(text) {
    let file;
    try { file = JSON.parse(text); } catch (error) {
      return { good: false, message: "This file cannot be read: it is damaged, or not a progress file. Nothing was changed." };
    }
    if (!goodProgress(file)) return { good: false, message: "This is not a progress file of a handbook. Nothing was changed." };
    if (file.book !== book().id) return { good: false, message: "This file is from another handbook (" + (file.bookName || file.book) + "). Nothing was changed." };
    if (!who() || who().name.toLowerCase() !== file.learner.name.toLowerCase()) {
      if (file.learner.name) add(file.learner.name);
    }
    const kept = progress();
    merge(kept, file);
    save(kept);
    const count = Object.keys(file.questions).length;
    const whose = who() ? who().name : "somebody without a name";
    return { good: true, message: "Taken over: answers to " + count + " questions, for " + whose + "." };
  }

  window.hbQuiz = {
    book: book,
    store: {
      learners: learners, who: who, choose: choose, add: add, remove: remove, progress: progress, record: record,
      state: state, summary: summary, pageState: pageState, changedParts: changedParts, reread: reread, drilled: drilled, exported: exported, take: take, onChange: (listener) => listeners.push(listener),
      trouble: () => (damaged ? "damaged" : trouble),
      damaged: () => damaged,
      forgive: () => { damaged = null; tell(); },
    },
  };
  remember(true);
})();
