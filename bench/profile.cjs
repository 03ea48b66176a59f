// Preloaded into a service by `npm run bench -- … --profile=FOLDER`: writes a CPU profile when the process ends.
const { Session } = require('node:inspector');
const { writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 1_000 });

// The start of the process, with all its modules, is not what is asked about.
setTimeout(() => session.post('Profiler.start'), Number(process.env.BENCH_PROFILE_AFTER_MS)).unref();

process.once('exit', () => {
  const service = basename(dirname(dirname(process.argv[1])));
  session.post('Profiler.stop', (error, result) => {
    if (error) return;
    writeFileSync(
      join(process.env.BENCH_PROFILE, `${service}-${process.pid}.cpuprofile`),
      JSON.stringify(result.profile),
    );
  });
});
