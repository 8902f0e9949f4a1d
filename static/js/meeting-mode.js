// Arrow keys go to the item before and the one after, unless somebody is writing. The links work without this.
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
