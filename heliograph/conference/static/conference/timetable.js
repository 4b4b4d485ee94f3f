// Sessions are dragged to their places; without this file one is picked by its link and placed by a button.
const KIND = "text/x-session";
const place = (event) => event.dataTransfer.types.includes(KIND) && event.target.closest("[data-place]");

document.addEventListener("dragstart", (event) => {
  const session = event.target.closest?.("[data-session]");
  if (!session) return;
  event.dataTransfer.setData(KIND, session.dataset.session);
  event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const over = place(event);
  document.querySelectorAll(".over").forEach((cell) => cell.classList.toggle("over", cell === over));
  if (!over) return;
  event.preventDefault();
  over.classList.add("over");
});

document.addEventListener("drop", (event) => {
  const over = place(event);
  if (!over) return;
  event.preventDefault();
  const form = document.getElementById("put");
  const dropped = document.getElementById("dropped");
  form.elements.session.value = event.dataTransfer.getData(KIND);
  dropped.value = over.dataset.place;
  dropped.disabled = false;
  form.submit();
});
