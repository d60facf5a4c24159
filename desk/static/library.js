// The library: the address follows the document that is open and what the list is limited to, the contents lead to clauses, a clause's link is copied.
(() => {
  "use strict";
  const region = () => document.getElementById("pd-library");
  const address = () => new URL(location.href);
  const narrow = () => matchMedia("(max-width: 860px)").matches;
  const decoded = (hash) => {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  };
  let key = "";
  let opened = false;
  let typed = null; // what stands in the search field since the last request, for when an answer to that comes in between

  // A click in the region that the server is to answer, as if somebody had made it.
  const ask = (data) => {
    const button = document.createElement("button");
    button.hidden = true;
    Object.assign(button.dataset, data);
    region().querySelector(".pd-front, .pd-pane").append(button);
    button.click();
    button.remove();
  };

  const CHOICE = ["q", "level", "region", "status", "year"];
  const ADDRESS = ["document", ...CHOICE];

  // What the address would have to say of what is shown.
  const shown = () => {
    const reading = region().querySelector(".pd-reading");
    if (reading) return { document: reading.dataset.document, clause: reading.dataset.clause.split("#").slice(1).join("#") };
    const front = region().querySelector(".pd-front");
    return Object.fromEntries(CHOICE.map((name) => [name, front?.getAttribute(`data-choice-${name}`) || ""]));
  };
  const same = (url, now) => ADDRESS.every((name) => (url.searchParams.get(name) || "") === (now[name] || ""));

  const follow = (replace) => {
    const url = address();
    if (url.searchParams.get("tab") !== "library") return;
    const now = shown();
    if (same(url, now) && (!now.clause || now.clause === decoded(url.hash))) return;
    for (const name of ADDRESS) {
      if (now[name]) url.searchParams.set(name, now[name]);
      else url.searchParams.delete(name);
    }
    url.hash = now.clause ? encodeURIComponent(now.clause) : "";
    if (replace) history.replaceState(history.state, "", url);
    else history.pushState(null, "", url);
  };
  // The tab was chosen, and shows what it showed before.
  document.addEventListener("pd-tab", (event) => event.detail === "library" && region() && follow(true));

  document.addEventListener("input", (event) => {
    if (region()?.contains(event.target) && event.target.matches("[type=search]")) typed = event.target.value;
  });

  // What was typed while an earlier answer was on its way, where it was being typed.
  const resume = () => {
    const field = region().querySelector("[type=search]");
    if (typed === null || !field || field.value === typed) return;
    field.value = typed;
    field.focus({ preventScroll: true });
    key = "";
  };

  const settle = () => {
    if (!region().querySelector(".pd-front, .pd-pane")) return;
    resume();
    follow(!opened);
    opened = true;
    if (narrow()) for (const one of region().querySelectorAll(".pd-contents, .pd-facets")) one.open = Boolean(key.startsWith("filter") && one.matches(".pd-facets"));
    if (!key) return;
    const again = region().querySelector(`[data-key="${CSS.escape(key)}"]:not([data-key^=search])`) || region().querySelector(".pd-count, .pd-back");
    again?.focus({ preventScroll: true });
    key = "";
  };
  document.addEventListener("pd-settled", (event) => region()?.contains(event.target) && settle());

  const jump = (id) => {
    const section = [...region().querySelectorAll("[data-at]")].find((one) => one.dataset.at === id);
    if (!section) return;
    for (const one of region().querySelectorAll(".pd-open")) one.classList.remove("pd-open");
    for (const one of region().querySelectorAll("[data-jump]")) one.toggleAttribute("aria-current", one.dataset.jump === id);
    section.classList.add("pd-open");
    section.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    section.focus({ preventScroll: true });
    const url = address();
    url.hash = encodeURIComponent(id.split("#").slice(1).join("#"));
    history.replaceState(history.state, "", url);
    if (narrow()) region().querySelector(".pd-contents").open = false;
  };

  document.addEventListener(
    "click",
    async (event) => {
      const inside = region()?.contains(event.target);
      if (!inside || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      const one = event.target.closest("[data-key], [data-jump], [data-anchor], [data-read], [data-act]");
      if (!one) return;
      if ("jump" in one.dataset) {
        event.preventDefault();
        jump(one.dataset.jump);
      } else if ("anchor" in one.dataset) {
        event.preventDefault();
        const { copy, show } = window.policydesk;
        show((await copy(one.href)) ? one.dataset.done : one.href);
      } else {
        key = one.dataset.key || "open";
        typed = null;
      }
    },
    true,
  );

  addEventListener("popstate", () => {
    const url = address();
    if (url.searchParams.get("tab") !== "library" || !region()) return;
    if (same(url, shown())) return;
    const asked = Object.fromEntries(ADDRESS.map((name) => [name, url.searchParams.get(name) || ""]));
    const fragment = decoded(url.hash);
    ask({ act: "choose", ...asked, clause: asked.document && fragment ? `${asked.document}#${fragment}` : "" });
  });
})();
