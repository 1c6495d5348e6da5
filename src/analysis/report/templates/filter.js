/* What a filter cannot do by style alone: find words in the rows, and say how many rows are left. */
for (const filtered of document.querySelectorAll(".filtered")) {
  const search = filtered.querySelector("[type=search]");
  const count = filtered.querySelector("output");
  const rows = [...filtered.querySelectorAll("tbody tr:not(.group)")];
  const words = rows.map((row) => row.textContent.toLocaleLowerCase(document.documentElement.lang));
  const show = () => {
    const sought = search.value.trim().toLocaleLowerCase(document.documentElement.lang);
    rows.forEach((row, place) => row.classList.toggle("out", !words[place].includes(sought)));
    for (const body of filtered.querySelectorAll("tbody")) {
      body.classList.toggle("out", !body.querySelector("tr:not(.group):not(.out)"));
    }
    count.value = rows.filter((row) => row.checkVisibility()).length;
  };
  for (const hidden of filtered.querySelectorAll(".scripted")) hidden.hidden = false;
  filtered.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  filtered.addEventListener("input", show);
  show();
}
