// Clicks in our own HTML become events of the page; the pane opens at the clause. No other host is asked for anything.
(() => {
  "use strict";
  const root = document.documentElement;
  let opener = null;

  const data = (button) => {
    const out = {};
    for (const [key, value] of Object.entries(button.dataset)) {
      if (key === "start" || key === "end") out[key] = Number(value);
      else if (key !== "act" && key !== "ref") out[key] = value;
    }
    return out;
  };

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scrollTo = (box, element, offset) => {
    if (!box || !element) return;
    // The page itself scrolls below the bar, and its box moves with it.
    const edge = box === document.scrollingElement ? (document.querySelector(".pd-top")?.offsetHeight ?? 0) : box.getBoundingClientRect().top;
    const top = element.getBoundingClientRect().top - edge + box.scrollTop - offset;
    box.scrollTo({ top: Math.max(0, top), behavior: still() ? "auto" : "smooth" });
  };
  const scroller = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box).overflowY;
      if (style === "auto" || style === "scroll") return box;
    }
    return document.scrollingElement;
  };

  const closePane = () => {
    root.classList.remove("pd-pane-open");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  const select = (ref) => {
    for (const one of document.querySelectorAll(".pd-selected")) one.classList.remove("pd-selected");
    if (ref) document.querySelector(`.pd-card[data-ref="${CSS.escape(ref)}"]`)?.classList.add("pd-selected");
  };

  const act = (button, trigger) => {
    const what = button.dataset.act;
    if (what === "close") return closePane();
    if (what === "ask" && document.querySelector(".pd-pending")) return;
    if (what === "open" && button.closest("#pd-ask")) {
      opener = opener && !opener.closest("#pd-source") && button.closest("#pd-source") ? opener : button;
      root.classList.add("pd-pane-open", "pd-focus-pane");
      select(button.dataset.ref);
      if (button.closest("#pd-conversation")) showPlace(document.getElementById("pd-source"));
    }
    trigger(what, { ...fields(button), ...data(button) });
  };

  // The named fields of the form around a button; of boxes of one name, those that are ticked.
  const fields = (button) => {
    const form = button.closest("form");
    if (!form) return {};
    const out = {};
    for (const field of form.elements) {
      if (!field.name || (field.type === "radio" && !field.checked)) continue;
      if (field.type === "checkbox") out[field.name] = [...(out[field.name] || []), ...(field.checked ? [field.value] : [])];
      else out[field.name] = field.value;
    }
    return out;
  };

  const showPlace = (pane) => {
    const place = pane?.querySelector(".pd-pane");
    if (!place) return;
    const clause = place.querySelector(".pd-open") || place.querySelector(".pd-doc-head:has(mark) mark");
    const mark = place.querySelector("mark") || clause;
    const box = scroller(place);
    if (mark) scrollTo(box, clause && mark.offsetTop - clause.offsetTop < 160 ? clause : mark, 64);
    else box.scrollTo({ top: 0 });
    if (root.classList.contains("pd-focus-pane")) {
      root.classList.remove("pd-focus-pane");
      (clause || place.querySelector("button"))?.focus?.({ preventScroll: true });
    }
  };

  // What has come new is scrolled to: the last turn, or a form below it. A vote changes nothing of where one is.
  let seen = "";
  const showTurn = (log) => {
    const talk = log.querySelector("[data-conversation]");
    if (!talk) return;
    window.policydesk.settled?.(log);
    const turns = log.querySelectorAll(".pd-turn");
    const last = [...log.querySelectorAll(".pd-turn, .pd-handing")].pop();
    const state = last?.querySelector(".pd-pending") ? "pending" : last?.className;
    const now = `${talk.dataset.conversation} ${turns.length} ${state}`;
    if (last && now !== seen) requestAnimationFrame(() => scrollTo(scroller(last), last, 16));
    seen = now;
  };

  // What has come of a button comes into focus: the question why, the form, the thanks.
  const refocus = (element, before) => {
    if (!before) return;
    const { act, n } = before;
    const next =
      n === undefined
        ? element.querySelector("form.pd-handing h3, .pd-handing[tabindex]")
        : element.querySelector(`:is(#turn-${Number(n)}, [data-turn="${Number(n)}"]) :is(.pd-why legend, .pd-thanks)`);
    if (!next) return;
    next.focus({ preventScroll: true });
    if (act === "vote") (next.closest("form") || next).scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
  };

  // `element` is one of our regions, `trigger` and `watch` are Gradio's.
  const attach = (element, trigger, watch) => {
    let left = null;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (!button || !element.contains(button)) return;
      event.preventDefault();
      left = ["vote", "reasons", "person", "hand"].includes(button.dataset.act) ? { ...button.dataset } : null;
      act(button, trigger);
    });
    // Enter in a field of a form is its button.
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.target.querySelector("button[data-act]:not([type=button])") || event.target.querySelector("button[data-act]");
      if (button && event.submitter !== button) act(button, trigger);
    });
    const settle = () => {
      element.dispatchEvent(new CustomEvent("pd-settled", { bubbles: true })); // first: what a tab folds away moves the rest
      if (element.querySelector(".pd-pane")) showPlace(element);
      else showTurn(element);
      refocus(element, left);
      left = null;
    };
    watch("value", settle);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.classList.contains("pd-pane-open")) closePane();
  });
  // Enter that ends the choice of a word in an input method is no request to send.
  for (const kind of ["keydown", "keypress"]) {
    document.addEventListener(
      kind,
      (event) => {
        if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
      },
      true,
    );
  }

  window.policydesk = { attach };
})();
