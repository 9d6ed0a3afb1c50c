// Moves between grades by the arrow keys, Home and End. Without this file the Tab key does.
const table = document.getElementById("gradebook");

function cells() {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("a[id]")]);
}

table?.addEventListener("keydown", (event) => {
  const grid = cells();
  const row = grid.findIndex((links) => links.includes(document.activeElement));
  if (row < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const column = grid[row].indexOf(document.activeElement);
  const target = {
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [row, 0],
    End: [row, grid[row].length - 1],
  }[event.key];
  const link = target && grid[target[0]]?.[target[1]];
  if (link) {
    event.preventDefault();
    link.focus();
  }
});

if (location.hash.startsWith("#c")) document.getElementById(location.hash.slice(1))?.focus();
