/**
 * The contracts, one namespace for each context. The code under `gen` is made by `npm run generate`.
 *
 * Enums travel as protobuf enums; services use the words of the domain in lower case (`in_progress`).
 * `word` and `enumOf` turn one into the other.
 */
export * as common from './common-v1';
export * as directory from './directory-v1';
export * as intake from './intake-v1';
export * as casework from './case-v1';
export * as routing from './routing-v1';
export * as sla from './sla-v1';
export * as notification from './notification-v1';
export * as feedback from './feedback-v1';
export * as reporting from './reporting-v1';
export { enumOf, word, type Word } from './words';
export { topics, type TopicName } from './topics';
export { descriptorSet } from './descriptors';
