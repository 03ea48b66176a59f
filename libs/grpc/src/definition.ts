import type { MethodDefinition } from '@grpc/grpc-js';

/** A service as ts-proto generates it: unary methods by name. */
export type ServiceDefinition = Readonly<Record<string, MethodDefinition<never, unknown> | MethodDefinition<any, any>>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- the generated definitions are contravariant in their request

export type RequestOf<M> = M extends { requestSerialize: (value: infer Q) => Buffer } ? Q : never;
export type ResponseOf<M> = M extends { responseDeserialize: (bytes: Buffer) => infer R } ? R : never;
