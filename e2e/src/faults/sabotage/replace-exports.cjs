/**
 * Gives everybody who requires a built library from now on other exports in place of some of its own. Loaded before a
 * service by the sabotaged runs: the services and the libraries themselves know nothing of it.
 */
module.exports.replaceExports = (name, replace) => {
  const real = require(name);
  require.cache[require.resolve(name)].exports = { ...real, ...replace(real) };
};

module.exports.pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
