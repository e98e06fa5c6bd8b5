// Runs the page's engine on the page's index for `handbook search-report`: nothing is searched here.
// In Node: node drive.js SCRIPT... INDEX < queries.json. In a browser, after those scripts: see measure.py.
(function (root) {
  "use strict";

  function drive(queries) {
    var engine = root.HandbookFinder.makeEngine(root.HandbookFinderIndex);
    return queries.map(function (query) {
      var found = engine.find(query, false);
      return {
        verdict: found.verdict,
        danger: found.danger,
        elsewhere: found.elsewhere,
        results: found.results.map(function (result) { return result.entry.id; }),
        gaps: found.gaps.map(function (gap) { return gap.entry.id; })
      };
    });
  }

  root.HandbookFinderDrive = drive;
  if (typeof process === "undefined" || !process.argv) return;
  var fs = require("fs"), vm = require("vm");
  root.window = root;
  process.argv.slice(2).forEach(function (file) { vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file }); });
  // MiniSearch takes a script without `exports` and `define` for a page's.
  process.stdout.write(JSON.stringify(drive(JSON.parse(fs.readFileSync(0, "utf8")))));
})(globalThis);
