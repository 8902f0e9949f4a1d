// Arrow keys go to the item before and the one after, unless somebody is writing; and nobody leaves
// what is written in a form that does not save itself without being asked. The links work without this.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, summary")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = rel && document.querySelector(`.mode-way a[rel="${rel}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});

let sent = null;

const isUnsaved = () =>
  [...document.querySelectorAll("main textarea, main input[type=text]")].some(
    (field) =>
      field.form !== sent &&
      !field.form?.dataset.autosave &&
      field.value !== field.defaultValue,
  );

document.addEventListener("submit", (event) => {
  sent = event.target;
});

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  sent = null;
});
