// Pages without Gradio: dark where the system is, and a print button that prints.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark", dark.matches);
  addEventListener("DOMContentLoaded", () => {
    if (!document.body.classList.contains("pd-plain")) return;
    paint();
    dark.addEventListener("change", paint);
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-act=print]")) window.print();
    });
  });
})();
