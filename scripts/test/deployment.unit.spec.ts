import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { baseConfig, describeConfig, loadConfig } from '../../libs/service-kit/src/config';
import { configSchema as casework } from '../../services/casework/src/config';
import { configSchema as directory } from '../../services/directory/src/config';
import { configSchema as feedback } from '../../services/feedback/src/config';
import { configSchema as gateway } from '../../services/gateway/src/config';
import { configSchema as intake } from '../../services/intake/src/config';
import { configSchema as notification } from '../../services/notification/src/config';
import { configSchema as reporting } from '../../services/reporting/src/config';
import { configSchema as routing } from '../../services/routing/src/config';
import { configSchema as sla } from '../../services/sla/src/config';

type Environment = Record<string, string>;

const root = resolve(__dirname, '..', '..');
const schemas = { casework, directory, feedback, gateway, intake, notification, reporting, routing, sla };
const services = Object.keys(schemas).sort() as (keyof typeof schemas)[];
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const yaml = (file: string) => parse(text(file), { merge: true });
const unknownNames = (service: keyof typeof schemas, environment: Environment): string[] =>
  Object.keys(environment).filter((name) => !(name in schemas[service].shape));

describe('compose.yaml', () => {
  const compose = yaml('compose.yaml');
  /** As Docker Compose fills it in: the default, or something of the person's own where there is none. */
  const filledIn = (value: string): string =>
    value.replace(/\$\{\w+:([-?])([^}]*)\}/g, (_, sign: string, rest: string) =>
      sign === '-' ? rest : 'x'.repeat(32),
    );
  const environmentOf = (service: string): Environment =>
    Object.fromEntries(
      Object.entries(compose.services[service].environment as Environment).map(([k, v]) => [k, filledIn(v)]),
    );

  it('runs every service, makes a key for each, and has Prometheus look at all of them', () => {
    const built = Object.entries<{ build?: { args: { SERVICE: string } } }>(compose.services)
      .filter(([name, { build }]) => build && name !== 'keys')
      .map(([name, { build }]) => [name, build!.args.SERVICE]);
    expect(built.sort()).toEqual(services.map((name) => [name, name]));
    const made = /make-keys\.js \/keys ([a-z ]+?) &&/.exec((compose.services.keys.command as string[]).join(' '));
    expect(made?.[1]?.split(' ').sort()).toEqual(services);
    const [{ static_configs: targets }] = yaml('deploy/observability/prometheus.yaml').scrape_configs;
    expect([...targets[0].targets].sort()).toEqual(services.map((name) => `${name}:9090`));
  });

  it.each(services)('sets nothing for %s that its configuration does not know or accept', (service) => {
    const environment = environmentOf(service);
    expect(unknownNames(service, environment)).toEqual([]);
    expect(() => loadConfig(schemas[service], environment)).not.toThrow();
  });
});

describe('the chart', () => {
  interface ServiceValues {
    env?: Environment;
    secretEnv?: Record<string, unknown>;
    trial?: { env?: Environment };
    http?: boolean;
    store?: boolean;
  }
  const values = yaml('charts/parkline/values.yaml');
  const of = (service: string): ServiceValues => values.services[service];
  const template = text('charts/service/templates/_deployment.tpl');
  const secrets = (service: string): Environment =>
    Object.fromEntries(Object.keys(of(service).secretEnv ?? {}).map((name) => [name, 'x'.repeat(32)]));

  it('has every service; the one with a portal is reached by HTTP, the others have a store', () => {
    expect(Object.keys(values.services).sort()).toEqual(services);
    for (const service of services) {
      expect([service, !!of(service).http, !!of(service).store]).toEqual([
        service,
        service === 'gateway',
        service !== 'gateway',
      ]);
    }
  });

  it.each(services)('sets nothing for %s that its configuration does not know or accept, as a trial too', (service) => {
    const { env, trial } = of(service);
    const set = { NODE_ENV: 'production', ...env, ...secrets(service) };
    const asTrial = { ...set, ...trial?.env, ...env };
    expect(unknownNames(service, asTrial)).toEqual([]);
    expect(() => loadConfig(schemas[service], set)).not.toThrow();
    expect(() => loadConfig(schemas[service], asTrial)).not.toThrow();
  });

  it('sets nothing for all services that they do not know, and the address of each that is called', () => {
    const names = [...template.matchAll(/name: ([A-Z][A-Z_]+)\b/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !(name in baseConfig.shape))).toEqual([]);
    expect(template).toContain('upper $neighbour }}_ADDRESS');
    for (const service of services.filter((name) => !of(name).http)) {
      expect(Object.keys(baseConfig.shape)).toContain(`${service.toUpperCase()}_ADDRESS`);
    }
  });
});

describe('a variable that has no default', () => {
  const required = services.flatMap((service) =>
    describeConfig(schemas[service])
      .filter(({ defaultValue }) => defaultValue === '(required)')
      .map(({ name }) => [service, name] as const),
  );

  it.each(required)('is set for %s wherever it is run: %s', (service, name) => {
    expect(yaml('compose.yaml').services[service].environment).toHaveProperty(name);
    expect(yaml('charts/parkline/values.yaml').services[service].secretEnv).toHaveProperty(name);
  });
});

describe('alerts', () => {
  interface Rule {
    alert: string;
    expr: string;
    for: string;
    labels: { severity: string };
    annotations: { summary: string; description: string; runbook: string };
  }
  const folder = join(root, 'charts/parkline/alerts');
  const rules = readdirSync(folder)
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')).groups as { rules: Rule[] }[])
    .flatMap((group) => group.rules);
  const sources = ['services', 'libs']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'src')))
    .flatMap(filesIn)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  /** Whether a rule of the form `min by (…) (metric) < 9` or a chain of such limits fires where the metric has a value. */
  const fires = ({ expr }: Rule, value: number): boolean => {
    const limits = expr.replace(/^\(*min by \([a-z, ]+\) \([a-z_]+\)/, '').replaceAll(')', '');
    expect(limits).toMatch(/^( (<|>=) \d+)+$/);
    return [...limits.matchAll(/(<|>=) (\d+)/g)].every(([, sign, limit]) =>
      sign === '<' ? value < Number(limit) : value >= Number(limit),
    );
  };

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s has a runbook that names it, in both languages',
    (name, rule) => {
      const { severity } = rule.labels;
      expect(['warning', 'critical']).toContain(severity);
      expect(rule.for).toMatch(/^\d+[mh]$/);
      for (const file of [rule.annotations.runbook, rule.annotations.runbook.replace(/\.md$/, '.zh.md')]) {
        expect([file, existsSync(join(root, file))]).toEqual([file, true]);
        expect(text(file)).toMatch(new RegExp(`\\| ${name} \\| ${severity}`));
      }
    },
  );

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s looks at a metric that a service has',
    (_, { expr }) => {
      const metrics = [...expr.matchAll(/\(([a-z]+_[a-z_]+)(?:\[\d+[mh]\])?\)/g)].map(([, metric]) => metric!);
      expect(metrics).not.toEqual([]);
      for (const metric of metrics) expect(sources).toContain(`'${metric}'`);
    },
  );

  it.each<[number, string[]]>([
    [365, []],
    [90, []],
    [89, ['CalendarCoverageEndsSoon warning']],
    [14, ['CalendarCoverageEndsSoon warning']],
    [13, ['CalendarCoverageEnds critical']],
    [0, ['CalendarCoverageEnds critical']],
    [-1, ['CalendarCoverageEnds critical']],
  ])('with %d covered days left: %j', (left, expected) => {
    const fired = rules
      .filter(({ expr }) => expr.includes('sla_calendar_covered_days_left'))
      .filter((r) => fires(r, left));
    expect(fired.map(({ alert, labels }) => `${alert} ${labels.severity}`)).toEqual(expected);
  });

  it('reach the Prometheus of Docker Compose, and make a PrometheusRule in the chart', () => {
    const { volumes } = yaml('compose.yaml').services.prometheus;
    expect(volumes).toContain('./charts/parkline/alerts:/etc/prometheus/alerts:ro');
    expect(yaml('deploy/observability/prometheus.yaml').rule_files).toEqual(['/etc/prometheus/alerts/*.yaml']);
    expect(text('charts/parkline/templates/alerts.yaml')).toContain('.Files.Glob "alerts/*.yaml"');
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}
