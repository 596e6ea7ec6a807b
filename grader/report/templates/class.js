"use strict";
(() => {
  const table = document.getElementById("results");
  const status = document.getElementById("status");
  const filter = document.getElementById("filter");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const headings = Array.from(table.tHead.rows[0].cells);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const valueOf = (row, at) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim();

  const comparisons = {
    number: (one, other) => Number(one) - Number(other),
    // What is empty comes last.
    text: (one, other) => (one === "") - (other === "") || collator.compare(one, other),
  };

  function sortBy(at) {
    const heading = headings[at];
    const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const sign = direction === "ascending" ? 1 : -1;
    const compare = comparisons[heading.dataset.kind];
    const sorted = rows.slice().sort((one, other) => sign * compare(valueOf(one, at), valueOf(other, at)));
    body.append(...sorted);
    headings.forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", direction);
    status.textContent = `Sorted by ${heading.querySelector("bdi").textContent}, ${direction}.`;
  }

  // Letters count, not their case nor their accents.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));

  function showMatching() {
    const words = folded(filter.value).split(/\s+/).filter(Boolean);
    rows.forEach((row) => { row.hidden = !words.every((word) => texts.get(row).includes(word)); });
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = words.length ? `${shown} of ${rows.length} rows are shown.` : "";
  }

  headings.forEach((heading, at) => heading.querySelector("button").addEventListener("click", () => sortBy(at)));
  filter.addEventListener("input", showMatching);
  showMatching();
})();
