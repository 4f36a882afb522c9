/* Before the first paint: light or dark, as the reader has chosen or the system says. */
(function () {
  "use strict";
  const saved = localStorage.getItem("atlas-theme");
  const dark = saved ? saved === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
