// Adds one box that ticks all rows of a list (form[data-picking]); without this file each row is ticked by itself.
for (const form of document.querySelectorAll("form[data-picking]")) {
  const boxes = [...form.querySelectorAll("td input[type=checkbox]")];
  const head = form.querySelector("thead th");
  if (!head || !boxes.length) continue;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", head.textContent.trim());
  head.append(all);
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  form.addEventListener("change", tell);
  tell();
}
