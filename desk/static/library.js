// The library: the address follows the document that is open, the contents lead to clauses, a clause's link is copied.
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

  // A click in the region that the server is to answer, as if somebody had made it.
  const ask = (data) => {
    const button = document.createElement("button");
    button.hidden = true;
    Object.assign(button.dataset, data);
    region().querySelector(".pd-front, .pd-pane").append(button);
    button.click();
    button.remove();
  };

  const follow = () => {
    const url = address();
    if (url.searchParams.get("tab") !== "library") return;
    const shown = region().querySelector(".pd-reading");
    const id = shown?.dataset.document || "";
    const fragment = shown?.dataset.clause.split("#").slice(1).join("#") || "";
    if (id === (url.searchParams.get("document") || "") && (!fragment || fragment === decoded(url.hash))) return;
    if (id) url.searchParams.set("document", id);
    else url.searchParams.delete("document");
    url.hash = fragment ? encodeURIComponent(fragment) : "";
    history.pushState(null, "", url);
  };

  const settle = () => {
    if (!region().querySelector(".pd-front, .pd-pane")) return;
    if (opened) follow();
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
      } else key = one.dataset.key || "open";
    },
    true,
  );

  addEventListener("popstate", () => {
    const url = address();
    if (url.searchParams.get("tab") !== "library" || !region()) return;
    const id = url.searchParams.get("document") || "";
    const shown = region().querySelector(".pd-reading")?.dataset.document || "";
    if (id === shown) return;
    const fragment = decoded(url.hash);
    ask(id ? { act: "open", document: id, clause: fragment ? `${id}#${fragment}` : "" } : { act: "library" });
  });
})();
