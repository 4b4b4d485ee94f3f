// Single keys on the review page. Without this file everything works by Tab, arrow keys and the buttons.
const facts = [...document.querySelectorAll(".fact")];
const keysOn = document.getElementById("keys-on");
document.querySelector(".keys-choice").hidden = false;

const verdict = (fact, value) => fact.querySelector(`input[type=radio][value=${value}]`);
const here = () => facts.indexOf(document.activeElement?.closest(".fact"));

function go(fact) {
  if (!fact) return;
  const target = fact.querySelector("input[type=radio]:checked") || fact.querySelector("input[type=radio]");
  target.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  fact.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  show(fact);
}

function show(fact) {
  document.querySelectorAll("mark.now").forEach((mark) => mark.classList.remove("now"));
  const mark = document.getElementById(`s-${fact.id.slice(2)}`);
  if (!mark) return;
  mark.classList.add("now");
  const pane = mark.closest(".source-text");
  if (pane) pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}

function style(fact) {
  for (const value of ["accept", "correct", "drop"]) {
    fact.classList.toggle(`is-${value}`, Boolean(verdict(fact, value)?.checked));
  }
}

function decide(fact, value) {
  const radio = fact && verdict(fact, value);
  if (!radio) return;
  radio.checked = true;
  style(fact);
  if (value !== "correct") return go(facts[facts.indexOf(fact) + 1] || fact);
  const fold = fact.querySelector("details.fold");
  if (fold) fold.open = true;
  (fact.querySelector(".grid-fields :is(input, select, textarea)") || radio).focus();
}

const undecided = (fact) => !fact.querySelector("input[type=radio]:checked");

const keys = {
  j: () => go(facts[here() + 1]),
  k: () => go(facts[Math.max(here() - 1, 0)]),
  n: () => go(facts.slice(here() + 1).find(undecided) || facts.find(undecided)),
  a: () => decide(facts[here()], "accept"),
  c: () => decide(facts[here()], "correct"),
  d: () => decide(facts[here()], "drop"),
  s: () => here() >= 0 && show(facts[here()]),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (typing && event.key === "Escape") return go(event.target.closest(".fact"));
  if (typing || !keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// A changed field is a correction; the source follows the fact that has the focus.
document.addEventListener("input", (event) => {
  const fact = event.target.closest(".fact");
  if (!fact) return;
  if (event.target.type !== "radio") verdict(fact, "correct").checked = true;
  style(fact);
});
document.addEventListener("focusin", (event) => {
  const fact = event.target.closest(".fact");
  if (fact) show(fact);
});
