// Presents the slides of one workshop: keys, taps, the coach's notes and a timer. Nothing is sent and nothing
// is stored; the place is kept in the address, so that a page that is loaded again goes on where it was.
(function () {
  "use strict";

  const deck = document.querySelector(".hb-deck");
  const bar = document.querySelector(".hb-deck__bar");
  const slides = Array.from(deck.querySelectorAll(".hb-slide"));
  const said = document.querySelector(".hb-deck__said");
  const timer = { segment: "", seconds: 0, until: 0, ticking: 0 };
  let at = 0;

  const presenting = () => document.body.classList.contains("hb-presenting");
  const withNotes = () => document.body.classList.contains("hb-with-notes");

  function fromAddress() {
    const match = /^#slide-([0-9]+)$/.exec(location.hash);
    const number = match ? Number(match[1]) : 0;
    return number >= 1 && number <= slides.length ? number - 1 : -1;
  }

  // ---- the timer: counts the minutes of the segment, and of a round its own
  function left() {
    return timer.ticking ? Math.round((timer.until - Date.now()) / 1000) : timer.seconds;
  }

  function showTime() {
    const seconds = left();
    const whole = Math.abs(seconds);
    const over = seconds < 0;
    const clock = Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    bar.querySelector(".hb-deck__time").textContent = over ? clock + " over" : clock;
    bar.querySelector(".hb-deck__run").textContent = timer.ticking ? "Pause" : "Start";
    bar.querySelector("[data-do=timer]").classList.toggle("hb-deck__over", over);
    if (seconds === 0 && timer.ticking) said.textContent = "Time is up.";
  }

  function setTimer(run) {
    if (timer.ticking) clearInterval(timer.ticking);
    timer.ticking = 0;
    if (run) {
      timer.until = Date.now() + timer.seconds * 1000;
      timer.ticking = setInterval(showTime, 250);
    }
    showTime();
  }

  function toggleTimer() {
    timer.seconds = left();
    setTimer(!timer.ticking);
  }

  function minutesHere() {
    return Number(slides[at].getAttribute("data-minutes") || 0);
  }

  function resetTimer() {
    timer.seconds = minutesHere() * 60;
    setTimer(false);
  }

  // A segment's slides share its minutes. A round counts its own, and so does each talk after it.
  function arriveTimer() {
    const segment = slides[at].getAttribute("data-segment") + "/" + minutesHere();
    bar.querySelectorAll("[data-do=timer], [data-do=reset]").forEach((button) => { button.hidden = !minutesHere(); });
    if (segment === timer.segment) return;
    timer.segment = segment;
    resetTimer();
  }

  // ---- moving
  function show(number) {
    at = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, index) => slide.classList.toggle("hb-slide--now", index === at));
    history.replaceState(null, "", "#slide-" + (at + 1));
    deck.scrollTop = 0;
    bar.querySelector(".hb-deck__progress").value = at + 1;
    bar.querySelector(".hb-deck__place").textContent = at + 1 + " of " + slides.length;
    said.textContent = slides[at].querySelector("h2").textContent + ", " + (at + 1) + " of " + slides.length;
    arriveTimer();
  }

  function fullScreen(on) {
    const root = document.documentElement;
    const asked = on ? root.requestFullscreen && root.requestFullscreen() : document.fullscreenElement && document.exitFullscreen();
    // A browser that refuses shows the slides in its window, which is as good.
    if (asked) asked.catch(() => undefined);
  }

  function present(number) {
    document.body.classList.add("hb-presenting");
    bar.hidden = false;
    deck.style.setProperty("--bar", bar.offsetHeight + "px");
    show(number);
    bar.querySelector("[data-do=next]").focus({ preventScroll: true });
  }

  function leave() {
    fullScreen(false);
    document.body.classList.remove("hb-presenting", "hb-with-notes");
    bar.querySelector("[data-do=notes]").setAttribute("aria-pressed", "false");
    bar.hidden = true;
    setTimer(false);
    history.replaceState(null, "", location.pathname + location.search);
    slides[at].scrollIntoView();
    document.querySelector("[data-do=present]").focus({ preventScroll: true });
  }

  function toggleNotes() {
    const on = document.body.classList.toggle("hb-with-notes");
    bar.querySelector("[data-do=notes]").setAttribute("aria-pressed", String(on));
    deck.scrollTop = 0;
  }

  const jobs = {
    present: () => { fullScreen(true); present(at); },
    print: () => window.print(),
    back: () => show(at - 1),
    next: () => show(at + 1),
    notes: toggleNotes,
    timer: toggleTimer,
    reset: resetTimer,
    leave: leave,
  };

  const keys = {
    ArrowRight: jobs.next, ArrowDown: jobs.next, PageDown: jobs.next, " ": jobs.next, Enter: jobs.next,
    ArrowLeft: jobs.back, ArrowUp: jobs.back, PageUp: jobs.back, Backspace: jobs.back,
    Home: () => show(0), End: () => show(slides.length - 1),
    n: toggleNotes, t: toggleTimer, r: resetTimer, Escape: leave,
  };

  document.addEventListener("keydown", (event) => {
    if (!presenting() || event.ctrlKey || event.metaKey || event.altKey) return;
    // Space and Enter work the button that has the focus, unless that is the one which goes on anyway.
    const button = event.target.closest ? event.target.closest("button") : null;
    if (button && button.getAttribute("data-do") !== "next" && (event.key === " " || event.key === "Enter")) return;
    // With notes open, up and down read them.
    if (withNotes() && (event.key === "ArrowDown" || event.key === "ArrowUp")) return;
    const job = keys[event.key] || keys[event.key.toLowerCase()];
    if (!job) return;
    event.preventDefault();
    job();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      jobs[button.getAttribute("data-do")]();
      return;
    }
    if (!presenting() || !event.target.closest(".hb-slide__face") || String(window.getSelection())) return;
    show(event.clientX < window.innerWidth / 3 ? at - 1 : at + 1);
  });

  window.addEventListener("resize", () => {
    if (presenting()) deck.style.setProperty("--bar", bar.offsetHeight + "px");
  });
  // Leaving the full screen with the browser's own key leaves the presentation, too: Escape means one thing.
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && presenting()) leave();
  });
  window.addEventListener("hashchange", () => {
    if (fromAddress() >= 0) present(fromAddress());
  });

  document.querySelectorAll(".hb-deck__head [data-do]").forEach((button) => { button.hidden = false; });
  if (fromAddress() >= 0) present(fromAddress());
})();
