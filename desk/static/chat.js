// The conversation: what is done with an answer in the browser alone (copy, print, share), what is read aloud, and where
// the focus is after the conversation has been made anew.
(() => {
  "use strict";
  const root = document.documentElement;
  let toast = null;
  let live = null;
  let said = "";

  const hidden = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    (document.querySelector(".gradio-container") || document.body).append(made);
    return made;
  };

  const show = (words) => {
    toast = toast?.isConnected ? toast : hidden("div", { class: "pd-toast", role: "status" });
    toast.textContent = words;
    toast.classList.add("pd-shown");
    clearTimeout(show.timer);
    show.timer = setTimeout(() => toast.classList.remove("pd-shown"), 4000);
  };

  const announce = (words) => {
    live = live?.isConnected ? live : hidden("div", { class: "pd-sr", "aria-live": "polite", id: "pd-live" });
    live.textContent = words;
  };

  // Without https, browsers offer no clipboard: the old way, then.
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      const box = hidden("textarea", { class: "pd-sr", readonly: "" });
      box.value = words;
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  };

  const plain = (element) => {
    if (!element) return "";
    const own = element.cloneNode(true);
    for (const mark of own.querySelectorAll(".pd-mark")) mark.replaceWith(`[${mark.textContent.trim()}]`);
    return [...own.querySelectorAll("p, li")].map((line) => line.textContent.replace(/\u2060/g, "").trim()).join("\n");
  };

  const words = (turn) => {
    const question = turn.querySelector(".pd-question");
    const asked = question ? question.lastChild.textContent : "";
    const cards = [...turn.querySelectorAll(".pd-card")].map((card) => {
      const of = (name) => card.querySelector(name)?.textContent.trim() || "";
      return `[${of(".pd-n")}] ${of(".pd-card-open")}　${of(".pd-doc-title")}　${of(".pd-facts")}\n${of("blockquote")}`;
    });
    const link = turn.querySelector("[data-own=share]");
    // A reply of the dialogue is its sections; an answer's text says by itself what its figures come to.
    const dialogue = [...turn.querySelectorAll(".pd-consulted > section:not(.pd-cites)")].map((one) => `${one.querySelector("h3").textContent}\n${plain(one)}`);
    const said = dialogue.length ? dialogue : [plain(turn.querySelector(".pd-notes"))];
    const parts = [asked, plain(turn.querySelector(".pd-text")), ...said, ...cards, link?.href || ""];
    return parts.filter(Boolean).join("\n\n");
  };

  const print = (turn) => {
    root.classList.add("pd-print-one");
    turn.classList.add("pd-printed");
    addEventListener(
      "afterprint",
      () => {
        root.classList.remove("pd-print-one");
        turn.classList.remove("pd-printed");
      },
      { once: true },
    );
    window.print();
  };

  const own = {
    copy: async (button, turn) => ((await copy(words(turn))) ? show(button.dataset.done) : show("×")),
    print: (_, turn) => print(turn),
    share: async (button) => show((await copy(button.href)) ? button.dataset.done : button.href),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-own]");
    const turn = button?.closest(".pd-turn");
    if (!turn || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    own[button.dataset.own]?.(button, turn);
  });

  // Gradio's field for a date names neither itself nor its button: its label does.
  const nameDate = () => {
    const label = document.querySelector("#pd-on [data-testid=block-info]");
    if (!label) return;
    label.id = "pd-on-label";
    for (const control of document.querySelectorAll("#pd-on :is(input.time, button.calendar)")) control.setAttribute("aria-labelledby", label.id);
  };
  new MutationObserver(nameDate).observe(root, { childList: true, subtree: true });

  // Called whenever the conversation has been made anew.
  const settled = (log) => {
    const id = log.querySelector("[data-conversation]")?.dataset.conversation;
    if (id) window.policydesk.remember(id);
    const last = [...log.querySelectorAll(".pd-turn")].pop();
    const answer = last?.querySelector(".pd-answer:not(.pd-pending)");
    const key = answer ? `${last.id} ${answer.textContent.length}` : "";
    if (key && key !== said) announce(`${answer.querySelector(".pd-status")?.textContent || ""} ${plain(answer.querySelector(".pd-text")) || answer.textContent}`);
    said = key;
  };

  Object.assign(window.policydesk, { settled, copy, show });
})();
