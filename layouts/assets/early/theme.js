/* Before the first paint: light or dark, as the reader has chosen or the system says. */
(function () {
  "use strict";
  const saved = localStorage.getItem("atlas-theme");
  const dark = saved ? saved === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";

  /* The page as data, once parsed: for the pictures that are drawn and for Dash. */
  let layout;
  window.atlasLayout = function () {
    layout = layout || JSON.parse(document.getElementById("layout").textContent);
    return layout;
  };
})();
