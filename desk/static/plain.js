// Pages without Gradio: dark where the system is, and a print button that prints all of it.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark", dark.matches);
  addEventListener("DOMContentLoaded", () => {
    if (!document.body.classList.contains("pd-plain")) return;
    paint();
    dark.addEventListener("change", paint);
    // What is folded on the screen is told on paper.
    addEventListener("beforeprint", () => {
      for (const folded of document.querySelectorAll("details:not([open])")) folded.open = true;
    });
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-act=print]")) window.print();
    });
  });
})();
