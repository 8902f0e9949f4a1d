// The key / leads to the field to search in, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  const field = document.querySelector("[data-search]");
  if (event.key !== "/" || !plain || writing || !field) {
    return;
  }
  event.preventDefault();
  const menu = field.closest("[popover]");
  if (menu && !menu.matches(":popover-open") && !field.checkVisibility()) {
    menu.showPopover();
  }
  field.focus();
  field.select();
});
