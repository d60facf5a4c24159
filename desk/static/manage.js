// A question about a document comes into focus when it appears; so does a report.
(() => {
  "use strict";
  // Gradio's field speaks the browser's language; the page's own is what people chose.
  const drop = () => {
    const words = document.querySelector("#pd-manage-head [data-drop]")?.dataset.drop;
    const inside = document.querySelector("#pd-upload button .wrap");
    if (!words || !inside || inside.dataset.words === words) return;
    inside.dataset.words = words;
    inside.closest("button").setAttribute("aria-label", words);
  };
  new MutationObserver(drop).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("pd-settled", (event) => {
    const region = event.target.closest("#pd-manage, #pd-manage-report");
    const next = region?.querySelector(".pd-sure, .pd-report-title, .pd-report .pd-alert");
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "auto" });
  });
})();
