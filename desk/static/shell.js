// The frame: tabs that follow the address, the page's language, and what is read aloud. The bar is made anew with each
// change of language, so which tab is chosen is kept here.
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "policydesk.conversation";
  const CASE = "policydesk.case";
  const tabs = () => [...document.querySelectorAll(".pd-tabs [role=tab]")];
  const address = () => new URL(location.href);
  let chosen = address().searchParams.get("tab") || "";
  let tell = () => {};

  const names = () => tabs().map((tab) => tab.dataset.tab);
  const current = () => (names().includes(chosen) ? chosen : names()[0]);

  const paint = () => {
    const now = current();
    if (!now) return;
    root.dataset.tab = now;
    for (const tab of tabs()) {
      const here = tab.dataset.tab === now;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    }
    for (const panel of document.querySelectorAll(".pd-panel")) {
      const name = panel.id.replace("pd-panel-", "");
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `pd-tab-${name}`);
      panel.toggleAttribute("data-here", name === now);
    }
    const main = document.getElementById("pd-main");
    if (main && !main.hasAttribute("tabindex")) main.tabIndex = -1;
  };

  // `given` goes with it to the tab: what it is to begin with.
  const go = (name, push, given = {}) => {
    const changed = name !== current();
    chosen = name;
    paint();
    if (!changed) return;
    root.classList.remove("pd-pane-open");
    if (push) {
      const url = address();
      for (const key of ["document", "deep_link", "q", "level", "region", "status", "year"]) url.searchParams.delete(key);
      url.hash = "";
      if (name === names()[0]) url.searchParams.delete("tab");
      else url.searchParams.set("tab", name);
      history.pushState(null, "", url);
    }
    if (push) document.dispatchEvent(new CustomEvent("pd-tab", { detail: name }));
    tell(`show_${name}`, given);
  };

  // `element` is the bar, `trigger` and `watch` are Gradio's.
  const bar = (element, trigger, watch) => {
    tell = trigger;
    element.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) return go(tab.dataset.tab, true);
      if (event.target.closest("[data-act=switch]")) trigger("switch", {});
      if (event.target.closest(".pd-skip")) {
        event.preventDefault();
        document.getElementById("pd-main")?.focus();
      }
    });
    element.addEventListener("keydown", (event) => {
      const all = tabs();
      const at = all.indexOf(event.target.closest("[role=tab]"));
      if (at < 0) return;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = all[(to + all.length) % all.length];
      go(next.dataset.tab, true);
      next.focus();
    });
    let first = true;
    watch("value", () => {
      paint();
      language();
      if (first) trigger(`show_${current()}`, {});
      first = false;
    });
    paint();
  };

  const language = () => {
    const spoken = document.querySelector(".pd-top")?.dataset.language;
    if (!spoken) return;
    root.lang = spoken === "en" ? "en" : "zh-CN";
    const url = address();
    if ((url.searchParams.get("lang") === "en") === (spoken === "en")) return;
    if (spoken === "en") url.searchParams.set("lang", "en");
    else url.searchParams.delete("lang");
    history.replaceState(history.state, "", url);
  };

  addEventListener("popstate", () => go(address().searchParams.get("tab") || names()[0], false));

  // A link to a clause opens it in the library, without leaving the page; with a key held, as any link.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-read]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (!names().includes("library")) return;
    event.preventDefault();
    const { document: id, clause = "", start = "0", end = "0" } = link.dataset;
    tell("read", { document: id, clause, start: Number(start), end: Number(end) });
    go("library", true);
  });

  const stored = (key) => {
    try {
      return sessionStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  const remember = (id, key = KEY) => {
    try {
      if (id) sessionStorage.setItem(key, id);
      else sessionStorage.removeItem(key);
    } catch {
      // Without storage, the conversation ends with the page.
    }
  };
  const arrive = (given) => {
    let fragment = location.hash.slice(1);
    try {
      fragment = decodeURIComponent(fragment);
    } catch {
      // As it stands, then.
    }
    return [given[0], JSON.stringify({ fragment, conversation: stored(KEY), case: stored(CASE) }), ...given.slice(2)];
  };

  // Once the session has ended, any call of the staff's page leads to the sign-in.
  const plain = window.fetch;
  window.fetch = async (...given) => {
    const response = await plain(...given);
    if (response.status === 401 && root.dataset.tab && document.querySelector(".pd-who, form[action='./logout']")) location.reload();
    return response;
  };

  new MutationObserver(paint).observe(root, { childList: true, subtree: true });
  Object.assign(window.policydesk, { bar, arrive, remember, rememberCase: (id) => remember(id, CASE), go });
})();
