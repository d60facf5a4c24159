// Enter in the field that looks for clauses looks for them; it does not save the draft.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches?.(".rp-find input")) return;
  event.preventDefault();
  event.target.nextElementSibling.click();
});
