// A question about a document comes into focus when it appears; so does a report.
(() => {
  "use strict";
  document.addEventListener("pd-settled", (event) => {
    const region = event.target.closest("#pd-manage, #pd-manage-report");
    const next = region?.querySelector(".pd-sure, .pd-report-title, .pd-report .pd-alert");
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "auto" });
  });
})();
