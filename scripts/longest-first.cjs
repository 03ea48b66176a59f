// The order of end-to-end suites, two of which run at once: the longest first, so that none is left to run alone. Jest
// itself knows how long each took only on a machine that has run them before.
const longest = [
  'portal-depth',
  'sabotage',
  'sla-faults',
  'portal',
  'faults',
  'journey-cluster',
  'casework-depth',
  'start',
];

const rank = ({ path }) => {
  const at = longest.findIndex((name) => path.endsWith(`/${name}.e2e.spec.ts`));
  return at < 0 ? longest.length : at;
};

module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
