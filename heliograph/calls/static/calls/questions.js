// Shows what an answer makes needed and hides the rest, counts characters, adds up tables of counts, and offers each rank
// once. Without this file everything stands on the page, and the server judges all the same.

/** What is chosen of a question: values of ticked boxes, of the chosen circle, or of the list. */
function chosen(form, name) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const given = fields.filter((field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked : true));
  return given.filter((field) => !field.closest("[hidden]")).map((field) => field.value);
}

/** In the order of the page, so that what depends on something hidden is hidden too. */
function show(form) {
  for (const part of form.querySelectorAll("[data-shown-by]")) {
    const wanted = part.dataset.shownAs.split(" ");
    part.hidden = !chosen(form, part.dataset.shownBy).some((value) => wanted.includes(value));
    for (const line of part.querySelectorAll(".condition")) line.hidden = true;
  }
}

/** As the server counts: signs, a line end being one. */
function count(field) {
  const said = document.getElementById(`${field.id}.count`);
  if (!said) return;
  said.dataset.said ||= said.textContent;
  const length = [...field.value].length;
  said.textContent = length ? `${length} / ${field.dataset.most}` : said.dataset.said;
  said.classList.toggle("error", length > Number(field.dataset.most));
}

/** A whole number as people of any script write it; 0 where it is none. */
function number(text) {
  const digits = text.replace(/[٠-٩۰-۹]/g, (sign) => "٠١٢٣٤٥٦٧٨٩".includes(sign) ? "٠١٢٣٤٥٦٧٨٩".indexOf(sign) : "۰۱۲۳۴۵۶۷۸۹".indexOf(sign));
  const plain = digits.trim().replace(/^(\d{1,3})([.,'’\s])(\d{3})(?:\2\d{3})*$/, (all) => all.replace(/\D/g, ""));
  return /^\d{1,8}$/.test(plain) ? Number(plain) : 0;
}

function add(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")].map((field) => number(field.value)));
  const sum = (counts) => counts.reduce((first, second) => first + second, 0);
  table.querySelectorAll("[data-row]").forEach((said, place) => { said.textContent = sum(rows[place]); });
  table.querySelectorAll("[data-column]").forEach((said, place) => { said.textContent = sum(rows.map((row) => row[place])); });
  table.querySelector("[data-all]").textContent = sum(rows.flat());
}

/** A rank that one has cannot be given to another. */
function rank(group) {
  const lists = [...group.querySelectorAll("select")];
  const taken = lists.map((list) => list.value).filter(Boolean);
  for (const list of lists) {
    for (const option of list.options) option.disabled = taken.includes(option.value) && option.value !== list.value;
  }
}

/** Words of one's own choose "other". */
function own(field) {
  const box = field.parentElement.querySelector('[value="_other"]');
  if (box && field.value.trim()) box.checked = true;
}

function changed(form, field) {
  if (field.matches(".other-words")) own(field);
  if (field.matches("textarea[data-most]")) count(field);
  const table = field.closest("[data-counts]");
  if (table) add(table);
  const group = field.closest("[data-ranks]");
  if (group) rank(group);
  show(form);
}

for (const form of document.querySelectorAll("form:has(.question):not([data-asking])")) {
  form.dataset.asking = "";
  form.addEventListener("input", (event) => changed(form, event.target));
  form.querySelectorAll("textarea[data-most]").forEach(count);
  form.querySelectorAll("[data-ranks]").forEach(rank);
  show(form);
}
