// A link to a block whose evidence is folded unfolds it. Without this, CSS shows it (parts.css).
const unfold = () => {
  const block = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!block) return;
  for (const fold of block.querySelectorAll(":scope > div > .evidence")) fold.open = true;
  const around = block.closest("details"); // the block itself may stand in a fold
  if (around) around.open = true;
};

addEventListener("hashchange", unfold);
// the same link once more, after somebody has folded it again
document.addEventListener("click", ({ target }) => {
  if (target.closest?.('a[href^="#"]')) setTimeout(unfold);
});
unfold();

// What a word means is unfolded beside the text that it stands in, and not on it (parts.css).
document.addEventListener(
  "beforetoggle",
  ({ target, newState }) => {
    const word = document.querySelector(`.term[popovertarget="${target.id}"]`);
    word?.closest("p, li, dd, tr")?.classList.toggle("is-explained", newState === "open");
  },
  true,
);
