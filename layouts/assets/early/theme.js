/* Before the first paint: light or dark, as the reader has chosen or the system says. */
(function () {
  "use strict";
  const saved = remembered();
  const dark = saved ? saved === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";

  /* A reader may allow a page to remember nothing: even to ask is an error then. */
  function remembered() {
    try {
      return localStorage.getItem("atlas-theme");
    } catch (denied) {
      return null;
    }
  }

  /* The page as data, once parsed: for the pictures that are drawn and for Dash. */
  let layout;
  window.atlasLayout = function () {
    layout = layout || JSON.parse(document.getElementById("layout").textContent);
    return layout;
  };
})();
