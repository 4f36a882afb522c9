/* Last of all scripts: plotly.js comes in its small bundle, whatever Dash would ask for, and the living page starts. */
Object.defineProperty(window, "_dashPlotlyJSURL", { get: function () { return document.body.dataset.plotly; }, set: function () {} });
window.renderer = new DashRenderer();
