// The self-check in the browser alone: what was typed outlives a new form, what was unfolded stays so, focus goes to what
// has come, files are taken away by plain forms, and a print shows all that is folded.
(() => {
  "use strict";
  const PANEL = "#pd-panel-check";
  const panel = () => document.querySelector(PANEL);
  const typed = new Map(); // by field name: what is not handed in yet
  const unfolded = new Map(); // by key: open or not, as somebody left it
  let pending = null;
  let form = null;
  let revs = [];
  let printing = null;
  let ident = null; // under which the case is kept
  let sharing = false;

  const key = (details) => {
    const card = details.closest(".pd-verdict");
    const level = details.className;
    const among = [...(details.parentElement?.children ?? [])].indexOf(details);
    return `${card?.id ?? ""} ${level} ${level === "pd-subject" ? among : ""}`;
  };

  const controls = (scope) => scope?.querySelector("input:not([type=hidden]), select, textarea, .pd-answer-button");

  const target = () => {
    const here = panel();
    if (!here || !pending) return null;
    const { act, card, next } = pending;
    if (act === "clear") return controls(form);
    if (act === "check") return form?.querySelector("[aria-invalid=true]") ?? here.querySelector("#pd-results-h, [role=alert]");
    if (card) return controls(document.getElementById(card)?.querySelector(".pd-lacks")) ?? document.getElementById(card)?.querySelector("h4");
    if (next) return controls(here.querySelector(".pd-next")) ?? here.querySelector("#pd-results-h");
    return here.querySelector(".pd-read h3, #pd-results-h");
  };

  // Gradio mends the page in place: what somebody typed or unfolded may be left standing in another one's element.
  const restore = () => {
    if (printing) return;
    for (const details of panel()?.querySelectorAll("details") ?? []) {
      const open = unfolded.get(key(details));
      if (open !== undefined && details.open !== open) details.open = open;
    }
  };

  const retype = () => {
    for (const [name, value] of typed) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
  };

  // An address that was asked for is copied as soon as it is there.
  const offer = async () => {
    const link = sharing && panel().querySelector("[data-shared]");
    if (!link) return;
    sharing = false;
    link.focus({ preventScroll: true });
    await copyLink(link);
  };
  const copyLink = async (link) => window.policydesk.show((await window.policydesk.copy(link.href)) ? link.dataset.done : link.href);

  const settle = () => {
    if (!panel()) return;
    restore();
    const newForm = document.getElementById("pd-check-fields");
    const newResults = panel().querySelector("#pd-check-results [data-rev]");
    const now = [newForm?.dataset.rev, newResults?.dataset.rev];
    if (newForm && newForm.dataset.case !== ident) window.policydesk.rememberCase((ident = newForm.dataset.case));
    offer();
    if (newForm === form && now[0] === revs[0] && now[1] === revs[1]) return;
    const changed = newForm !== form || now[0] !== revs[0];
    const came = now[1] !== revs[1];
    form = newForm;
    revs = now;
    if (changed) {
      for (const one of panel().querySelectorAll("form")) one.reset();
      if (form) retype();
    } else if (came) for (const one of newResults?.querySelectorAll("form") ?? []) one.reset();
    const waits = pending && pending.act !== "clear" && !came;
    if (!pending || waits) return;
    const done = pending;
    requestAnimationFrame(() => {
      document.querySelector("#pd-check")?.removeAttribute("aria-busy");
      const to = target();
      pending = pending === done ? null : pending;
      if (!to) return;
      if (to.matches("h3, h4, p")) to.tabIndex = -1;
      for (let fold = to.closest("details"); fold; fold = fold.parentElement?.closest("details")) unfolded.set(key(fold), (fold.open = true));
      to.focus({ preventScroll: true });
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      const top = done.act === "check" && to.id === "pd-results-h";
      to.scrollIntoView({ block: top ? "start" : "nearest", behavior: calm });
    });
  };

  const note = (button) => {
    const { act, fact } = button.dataset;
    if (act === "check" || act === "clear") typed.clear();
    else typed.delete(`f:${fact}`);
    if (act === "clear") unfolded.clear();
    pending = { act, card: button.closest(".pd-verdict")?.id, next: Boolean(button.closest(".pd-next")) };
    document.querySelector("#pd-check")?.setAttribute("aria-busy", "true");
    setTimeout(() => document.querySelector("#pd-check")?.removeAttribute("aria-busy"), 15000);
  };

  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(`${PANEL} [data-act]`);
      if (button?.dataset.act === "link") sharing = true;
      else if (button && !["vote", "reasons"].includes(button.dataset.act)) note(button);
      if (event.target.closest?.(`${PANEL} [data-copy-link]`)) copyLink(panel().querySelector("[data-shared]"));
      const details = event.target.closest?.(`${PANEL} summary`)?.parentElement;
      if (details) unfolded.set(key(details), !details.open);
      if (event.target.closest?.(`${PANEL} [data-print]`)) window.print();
    },
    true,
  );
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.closest?.(PANEL)) return;
      // A file to take away is the browser's own business.
      if (event.target.matches("[data-native]")) event.stopPropagation();
      else if (!event.submitter && !event.target.matches(".pd-why")) note(event.target.querySelector("[data-act]:not([type=button])"));
    },
    true,
  );
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.form?.id === "pd-check-fields" && field.name) typed.set(field.name, field.value);
  });
  addEventListener("beforeprint", () => {
    if (!panel()?.hasAttribute("data-here")) return;
    printing = [...document.querySelectorAll(`${PANEL} .pd-results details:not([open]):not(.pd-lacks)`)];
    for (const details of printing) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of printing ?? []) details.open = false;
    requestAnimationFrame(() => (printing = null));
  });

  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-rev", "data-case", "data-shared", "open"] };
  new MutationObserver(settle).observe(document.documentElement, watched);
})();
