/**
 * Casework: the only writer of a case. It opens one for every registered complaint, carries out the commands of people,
 * routing, sla and feedback by the state machine of docs/case-states.md, keeps the timeline, and answers the queues.
 */
export { buildApp } from './app';
export { type CaseworkConfig, configSchema } from './config';
