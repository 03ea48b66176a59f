import {
  EXPERT_FIELDS,
  IMPACT_LEVELS,
  LINK_KINDS,
  REMEDY_KINDS,
  RETURN_REASONS,
  SUPERVISION_REASONS,
  SUSPENSION_REASONS,
} from '../../../api/case-file';
import { CONTACT_MEANS, ROOT_CAUSES, SEVERITIES, URGENCIES } from '../../../api/types';
import type { Field, FieldKind } from './fields';

/** What a command is about: the menu is grouped by it. */
export const MATTERS = [
  'handling',
  'handing-on',
  'time',
  'solving',
  'cooperating',
  'supervising',
  'concluding',
] as const;
export type Matter = (typeof MATTERS)[number];

export interface CommandForm {
  matter: Matter;
  fields: readonly Field[];
  /** The complainant sees what is written: the form says so. */
  seenByComplainant?: boolean;
  danger?: boolean;
}

type Options = Omit<Partial<Field>, 'name' | 'kind'>;
const ask = (name: string, kind: FieldKind = 'text', options: Options = {}): Field => ({
  name,
  kind,
  required: true,
  ...options,
});
const maybe = (name: string, kind: FieldKind = 'text', options: Options = {}): Field =>
  ask(name, kind, { ...options, required: false });
const choice = (name: string, group: string, codes: readonly string[], options: Options = {}): Field =>
  ask(name, 'choice', { group, codes, ...options });

const grade = [
  ask('category', 'category'),
  choice('severity', 'severity', SEVERITIES),
  choice('urgency', 'urgency', URGENCIES),
];
const suspension = [choice('reason', 'suspensionReason', SUSPENSION_REASONS), ask('reviewAt', 'moment'), ask('note')];
const cause = (name: string, required: boolean): Field =>
  ask(name, 'list', { group: 'rootCause', codes: ROOT_CAUSES, required });
const level = (name: string): Field => choice(name, 'impactLevel', IMPACT_LEVELS);

/** Commands that people give, in the order in which they are offered: what moves the case on comes first. */
export const COMMANDS: Record<string, CommandForm> = {
  'accept-handover': { matter: 'handing-on', fields: [] },
  'refuse-handover': { matter: 'handing-on', fields: [ask('reason')] },
  'decide-return': {
    matter: 'handing-on',
    fields: [ask('accepted', 'yesNo'), maybe('unitId', 'unit'), maybe('handlerId', 'member'), maybe('note')],
  },
  'decide-extension': {
    matter: 'time',
    fields: [ask('extensionId', 'part'), ask('granted', 'yesNo'), maybe('until', 'moment'), maybe('note')],
  },
  'decide-suspension': {
    matter: 'time',
    fields: [ask('suspensionId', 'part'), ask('approved', 'yesNo'), maybe('reviewAt', 'moment'), maybe('note')],
  },
  'decide-solution': {
    matter: 'solving',
    fields: [ask('solutionId', 'part'), ask('approved', 'yesNo'), maybe('note')],
  },
  'decide-remedy': { matter: 'solving', fields: [ask('remedyId', 'part'), ask('approved', 'yesNo'), maybe('note')] },
  'answer-supervision': { matter: 'supervising', fields: [ask('supervisionId', 'part'), ask('text')] },
  sign: { matter: 'handling', fields: [] },
  'log-contact': { matter: 'handling', fields: [choice('means', 'means', CONTACT_MEANS), maybe('note')] },
  start: { matter: 'handling', fields: [] },
  resolve: { matter: 'handling', fields: [cause('rootCause', true), ask('answer')], seenByComplainant: true },
  dispatch: {
    matter: 'handling',
    fields: [...grade, ask('unitId', 'unit'), maybe('handlerId', 'member'), maybe('reason')],
  },
  resume: { matter: 'handling', fields: [maybe('note')] },
  close: {
    matter: 'concluding',
    fields: [
      choice('outcome', 'outcome', ['resolved', 'resolved_partly', 'unresolved_exhausted'], { initial: 'resolved' }),
      maybe('note'),
    ],
  },
  reply: { matter: 'handling', fields: [ask('text')], seenByComplainant: true },
  'wait-for-complainant': { matter: 'handling', fields: [ask('question')], seenByComplainant: true },
  'add-note': {
    matter: 'handling',
    fields: [ask('text'), ask('sealed', 'yesNo', { initial: 'no' })],
  },
  regrade: { matter: 'handling', fields: [...grade, ask('reason')] },
  redispatch: {
    matter: 'handing-on',
    fields: [ask('unitId', 'unit'), maybe('handlerId', 'member'), ask('reason')],
  },
  transfer: { matter: 'handing-on', fields: [ask('handlerId', 'colleague'), ask('reason')] },
  'take-back': { matter: 'handing-on', fields: [ask('reason')] },
  'request-return': {
    matter: 'handing-on',
    fields: [
      ask('reason', 'list', { group: 'returnReason', codes: RETURN_REASONS }),
      ask('proposedUnitId', 'unit'),
      ask('note'),
      maybe('evidence', 'references'),
    ],
  },
  'hand-over': { matter: 'handing-on', fields: [ask('toHandlerId', 'colleague'), ask('note')] },
  'name-accused': { matter: 'handing-on', fields: [maybe('staffIds', 'people'), ask('reason')] },
  'request-extension': { matter: 'time', fields: [ask('until', 'moment'), ask('reason')], seenByComplainant: true },
  'request-suspension': { matter: 'time', fields: suspension },
  suspend: { matter: 'time', fields: suspension },
  'record-relief': { matter: 'solving', fields: [ask('text')], seenByComplainant: true },
  'record-investigation': {
    matter: 'solving',
    fields: [
      maybe('visitedAt', 'moment'),
      ask('findings'),
      maybe('evidence', 'references'),
      cause('cause', false),
      ask('causeConfirmed', 'yesNo', { initial: 'no' }),
    ],
  },
  'assess-impact': {
    matter: 'solving',
    fields: [
      ask('peopleAffected', 'count'),
      level('safety'),
      level('reputation'),
      level('contractRenewal'),
      maybe('note'),
    ],
  },
  'propose-solution': { matter: 'solving', fields: [ask('text'), maybe('promisedBy', 'moment')] },
  'offer-remedy': {
    matter: 'solving',
    fields: [choice('kind', 'remedyKind', REMEDY_KINDS), maybe('amount', 'yuan'), maybe('note')],
  },
  'add-task': { matter: 'cooperating', fields: [ask('unitId', 'unit'), ask('text')] },
  'complete-task': { matter: 'cooperating', fields: [ask('taskId', 'part'), maybe('note')] },
  'cancel-task': { matter: 'cooperating', fields: [ask('taskId', 'part'), ask('reason')] },
  'ask-expert': {
    matter: 'cooperating',
    fields: [choice('field', 'expertField', EXPERT_FIELDS), ask('question')],
  },
  'give-opinion': { matter: 'cooperating', fields: [ask('consultationId', 'part'), ask('text')] },
  link: {
    matter: 'cooperating',
    fields: [ask('master', 'caseNumber'), choice('as', 'linkKind', LINK_KINDS, { initial: 'incident' })],
  },
  unlink: { matter: 'cooperating', fields: [ask('reason')] },
  'reply-to-all': { matter: 'cooperating', fields: [ask('text')], seenByComplainant: true },
  supervise: {
    matter: 'supervising',
    fields: [
      ask('reason', 'list', { group: 'supervisionReason', codes: SUPERVISION_REASONS, initial: 'hq_flag' }),
      ask('note'),
    ],
  },
  criticise: { matter: 'supervising', fields: [ask('supervisionId', 'part'), ask('note')], danger: true },
  'lift-supervision': { matter: 'supervising', fields: [ask('supervisionId', 'part'), maybe('note')] },
  'plan-improvement': {
    matter: 'supervising',
    fields: [ask('text'), ask('ownerId', 'person'), ask('dueOn', 'day')],
  },
  'complete-improvement': { matter: 'supervising', fields: [ask('improvementId', 'part'), maybe('note')] },
  'check-effect': {
    matter: 'supervising',
    fields: [ask('improvementId', 'part'), ask('effective', 'yesNo'), maybe('note')],
  },
  reopen: { matter: 'concluding', fields: [ask('reason')] },
  decline: {
    matter: 'concluding',
    fields: [ask('reason'), ask('referTo')],
    seenByComplainant: true,
    danger: true,
  },
};

/** Decisions and answers that somebody waits for: whoever may give them finds them first. */
const AWAITED = new Set([
  'accept-handover',
  'refuse-handover',
  'decide-return',
  'decide-extension',
  'decide-suspension',
  'decide-solution',
  'decide-remedy',
  'answer-supervision',
]);

const AFTER_RESOLVING = ['close', 'reopen', 'reply', 'plan-improvement', 'add-note'];
/** The few that are usual in a state. */
const USUAL: Record<string, readonly string[]> = {
  registered: ['dispatch', 'decline', 'link', 'reply', 'add-note'],
  dispatched: ['sign', 'redispatch', 'take-back', 'request-return', 'regrade', 'add-note'],
  signed: ['log-contact', 'start', 'redispatch', 'request-return', 'reply', 'add-note'],
  in_progress: ['log-contact', 'resolve', 'wait-for-complainant', 'record-investigation', 'reply', 'add-note'],
  waiting_complainant: ['resume', 'reply', 'request-suspension', 'suspend', 'log-contact', 'add-note'],
  suspended: ['resume', 'reply', 'redispatch', 'add-note'],
  return_requested: ['decline', 'reply', 'add-note'],
  resolved: AFTER_RESOLVING,
  revisiting: AFTER_RESOLVING,
  linked: ['unlink', 'reply', 'add-note'],
  closed: ['reopen', 'plan-improvement', 'check-effect', 'reply', 'add-note'],
};

/** As many buttons as fit beside each other. */
const BUTTONS = 6;

export interface Offer {
  bar: string[];
  menu: { matter: Matter; commands: string[] }[];
}

/**
 * Those of the server's commands that a person gives here. Awaited decisions and the usual commands of the state are
 * buttons; everything else stands in the menu, by its matter. Ticks are given in the checklist. Once the complainant has
 * been contacted, logging another contact is no longer the next step.
 */
export function offered(commands: readonly string[], one: { state: string; contacted?: boolean }): Offer {
  const known = Object.keys(COMMANDS).filter((name) => commands.includes(name));
  const usual = (USUAL[one.state] ?? ['reply', 'add-note']).filter((name) => known.includes(name));
  const [first, ...others] = usual;
  const inOrder = one.contacted && first === 'log-contact' ? [...others, first] : usual;
  const bar = [...known.filter((name) => AWAITED.has(name)), ...inOrder].slice(0, BUTTONS);
  const rest = known.filter((name) => !bar.includes(name));
  return {
    bar,
    menu: MATTERS.map((matter) => ({
      matter,
      commands: rest.filter((name) => COMMANDS[name]?.matter === matter),
    })).filter((group) => group.commands.length > 0),
  };
}

/** Whether a click is enough. */
export function needsForm(name: string): boolean {
  return (COMMANDS[name]?.fields.length ?? 0) > 0;
}
