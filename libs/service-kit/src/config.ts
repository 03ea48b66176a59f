import { z } from 'zod';
import { invalidInput } from '@parkline/errors';

const address = (name: string): z.ZodDefault<z.ZodString> =>
  z.string().min(3).default(`${name}:50051`).describe(`host:port of ${name}'s gRPC server.`);

/** A switch: `true` or `false`. */
export const flag = (): z.ZodPipe<
  z.ZodEnum<{ true: 'true'; false: 'false' }>,
  z.ZodTransform<boolean, 'true' | 'false'>
> => z.enum(['true', 'false']).transform((value) => value === 'true');

/** What every service is configured by. Each service adds its own fields. */
export const baseConfig = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('development')
    .describe('Production refuses everything that is for local use only.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('What is logged.'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .default('mongodb://127.0.0.1:27017')
    .describe('Where the document store is.'),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[\w-]{0,60}$/)
    .default('')
    .describe('Name of the database; empty: parkline_<service>.'),
  KAFKA_BROKERS: z.string().min(3).default('127.0.0.1:9092').describe('Brokers, host:port, separated by commas.'),
  KAFKA_TOPICS_FILE: z
    .string()
    .default('')
    .describe('File that declares the topics, for those that do not exist yet; empty: deploy/kafka/topics.yaml.'),
  GRPC_LISTEN: z
    .string()
    .regex(/^\S+:\d+$/, 'must be host:port')
    .default('0.0.0.0:50051')
    .describe('Where the gRPC server listens; port 0 takes a free one.'),
  GRPC_REFLECTION: flag().default(true).describe('Whether gRPC tools may ask which methods there are.'),
  ADMIN_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(9090)
    .describe('Port of /livez, /readyz and /metrics; 0 takes a free one.'),
  PRINCIPAL_KEY_FILE: z
    .string()
    .default('/etc/parkline/keys/private.jwk.json')
    .describe("File with this service's own Ed25519 key, a private JWK."),
  TRUSTED_KEYS_FILE: z
    .string()
    .default('/etc/parkline/keys/trusted.json')
    .describe('File with the public keys of all services, a JSON object of JWKs by service name.'),
  DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(300)
    .default(20)
    .describe('Longest time in seconds for a graceful stop.'),
  DIRECTORY_ADDRESS: address('directory'),
  INTAKE_ADDRESS: address('intake'),
  CASEWORK_ADDRESS: address('casework'),
  ROUTING_ADDRESS: address('routing'),
  SLA_ADDRESS: address('sla'),
  NOTIFICATION_ADDRESS: address('notification'),
  FEEDBACK_ADDRESS: address('feedback'),
  REPORTING_ADDRESS: address('reporting'),
});

export type BaseConfig = z.infer<typeof baseConfig>;

/**
 * Reads a configuration from the environment; an empty variable counts as unset.
 * @throws InvalidInput that names each wrong variable, its value and what is allowed
 */
export function loadConfig<T extends z.ZodObject>(
  schema: T,
  env: Record<string, string | undefined> = process.env,
): z.infer<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== '' && name in schema.shape));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = given[name];
    const shown =
      value === undefined
        ? 'is missing'
        : /SECRET|KEY|PASSWORD|URI|URL/.test(name)
          ? 'has a wrong value'
          : `is "${value}"`;
    return `${name} ${shown}: ${issue.message}`;
  });
  throw invalidInput('config_invalid', `Wrong configuration. ${lines.join('; ')}.`, {
    field: String(parsed.error.issues[0]?.path[0]),
  });
}

/** One row of the configuration page. */
export interface ConfigField {
  name: string;
  description: string;
  defaultValue: string;
  allowed: string;
}

interface FieldSchema {
  description?: string;
  enum?: unknown[];
  type?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  pattern?: string;
}

/** The fields of a schema as the documentation shows them. */
export function describeConfig(schema: z.ZodObject): ConfigField[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, FieldSchema>;
  };
  return Object.entries(json.properties ?? {}).map(([name, field]) => ({
    name,
    description: field.description ?? '',
    defaultValue: defaultOf(schema.shape[name] as z.ZodType),
    allowed: allowedOf(field),
  }));
}

function defaultOf(field: z.ZodType): string {
  const { success, data } = field.safeParse(undefined);
  if (!success) return '(required)';
  if (data === undefined) return '(none)';
  if (data === '') return '(empty)';
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function allowedOf(field: FieldSchema): string {
  if (field.enum) return field.enum.join(', ');
  const { minimum, exclusiveMinimum, maximum, type = 'text' } = field;
  const least = minimum !== undefined ? String(minimum) : exclusiveMinimum !== undefined ? `>${exclusiveMinimum}` : '';
  const most = maximum !== undefined && maximum < 2 ** 52 ? String(maximum) : '';
  if (least || most) return `${type} ${least}–${most}`;
  return field.pattern ? 'text of a fixed form' : type === 'string' ? 'text' : type;
}
