// The hotline by keyboard: one key to the question, one to clear it, numbers for what is near. Whatever the server marks
// with data-focus takes the focus when it comes.
(() => {
  "use strict";
  const root = document.documentElement;
  const here = () => root.dataset.tab === "hotline";
  const question = () => document.getElementById("hl-q");
  const typing = (element) => element?.matches?.("input, textarea, select, [contenteditable]");

  const grow = (box) => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`;
  };
  const clear = (box) => {
    box.value = "";
    grow(box);
    box.focus();
  };
  const press = (selector) => {
    const button = [...document.querySelectorAll(selector)].find((one) => one.offsetParent);
    button?.click();
    return Boolean(button);
  };
  const plainKey = (event) => {
    if (event.key === "/") {
      question()?.focus();
      question()?.select();
      return true;
    }
    if (/^[a-f]$/.test(event.key) && press(`#pd-hotline-main [data-choice="${event.key}"]`)) return true;
    if (/^\d$/.test(event.key)) return press(`#pd-hotline-main [data-key="${event.key}"]`);
    if (event.key === "t") return press("#pd-hotline-head [data-keys=t]");
    const answer = { y: "[data-value=yes]", n: "[data-value=no]" }[event.key];
    if (answer) return press(`#pd-hotline-main .hc-needs .pd-need ${answer}`);
    if (event.key === "i") return fill();
    return event.key === "o" && press("#pd-hotline-head [data-keys=o]");
  };
  const fill = () => {
    const field = document.querySelector("#pd-hotline-main .hc-needs :is(input:not([type=hidden]), select, .pd-answer-button)");
    field?.focus();
    return Boolean(field);
  };
  const escape = (box) => {
    if (document.activeElement === box) clear(box);
    else box.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const box = question();
    if (!here() || !box || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit(\d)$/.exec(event.code);
    let done = false;
    if (event.key === "Escape") done = escape(box);
    else if (event.altKey && digit) done = press(`#pd-hotline-main [data-key="${digit[1]}"]`);
    else if (event.altKey && event.code === "KeyT") done = press("#pd-hotline-head [data-keys=t]");
    else if (event.key === "Enter" && event.target === box && !event.shiftKey) {
      box.form.requestSubmit();
      done = true;
    } else if (event.key === "Enter" && event.target.matches?.(".hl-amount input")) done = press(".hl-amount:focus-within [data-act]");
    else if (!event.altKey && !typing(event.target)) done = plainKey(event);
    if (done) event.preventDefault();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "hl-q") grow(event.target);
  });
  // What the small fields say holds for whatever is asked, wherever it is asked from.
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("#pd-hotline [data-act=ask]");
      const amount = button?.closest(".hl-amount");
      const given = amount?.querySelector("input").value.trim();
      if (amount) button.dataset.q = given ? `${amount.dataset.before}${given}万元${amount.dataset.after}` : "";
      for (const field of button ? document.querySelectorAll(".hl-fields [name]") : []) button.dataset[field.name] = field.value;
    },
    true,
  );

  const words = (id) => {
    const from = document.getElementById(id);
    if (!from) return "";
    return from.value ?? ([...from.querySelectorAll("p")].map((p) => p.textContent).join("\n") || from.textContent);
  };
  const own = {
    copy: async (button) => {
      const done = await window.policydesk.copy(words(button.dataset.from));
      window.policydesk.show(done ? button.dataset.done : "×");
    },
    // A draft that somebody is writing there goes along, so that it is not written over.
    go: (button) => {
      const form = document.querySelector("#pd-replies form");
      const typed = Object.fromEntries([...(form?.elements ?? [])].filter((field) => field.name).map((field) => [field.name, field.value]));
      window.policydesk.go(button.dataset.tab, true, { ...typed, typed: typed.words?.trim() ? "yes" : "", answer: button.dataset.answer });
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-hl]");
    if (button) own[button.dataset.hl]?.(button);
  });

  // Fields that people have typed in outlive a page made anew: with the next call, and the next answer, they are empty.
  let round = "";
  const empty = (wanted) => {
    const form = question()?.form;
    if (form && round && form.dataset.round !== round) {
      form.reset();
      grow(question());
    }
    round = form?.dataset.round || round;
    if (wanted?.id === "hl-say") for (const field of document.querySelectorAll(".hl-amount input")) field.value = "";
  };
  const settle = () => {
    const wanted = document.querySelector("#pd-main .pd-panel[data-here] [data-focus]");
    empty(wanted);
    if (wanted) {
      wanted.removeAttribute("data-focus");
      wanted.focus({ preventScroll: true });
      const { top } = wanted.getBoundingClientRect();
      if (top < 64 || top > innerHeight * 0.7) wanted.scrollIntoView({ block: "start" });
    }
    const box = question();
    if (here() && box && document.activeElement === document.body && !box.dataset.met) box.focus();
    if (box) box.dataset.met = "1";
  };
  new MutationObserver(settle).observe(root, { childList: true, subtree: true, attributeFilter: ["data-focus", "data-round"] });

  // The lists beside are kept fresh while somebody works here; an idle page asks nothing, so that its session may end.
  let busy = 0;
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (busy = Date.now()), { passive: true });
  setInterval(() => {
    const free = !document.activeElement?.closest?.("#pd-hotline-rail");
    if (here() && !document.hidden && free && Date.now() - busy < 300_000) press("#pd-hotline-rail [data-act=refresh]");
  }, 30_000);
})();
