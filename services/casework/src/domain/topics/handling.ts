import { enter, stay } from '../change';
import { mostEntries, noRoom } from '../limits';
import { invalid } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { beforeClosed } from '../transition';
import { type CaseStateName, caseStates } from '../words';

type Commands = 'sign' | 'log-contact' | 'start' | 'add-note' | 'reply' | 'answer' | 'wait-for-complainant' | 'resume';
type Events =
  | 'CaseSigned'
  | 'ContactLogged'
  | 'CaseStarted'
  | 'NoteAdded'
  | 'ReplySent'
  | 'ComplainantAnswered'
  | 'ComplainantAwaited'
  | 'CaseResumed';

const afterSigned: CaseStateName[] = [
  'in_progress',
  'waiting_complainant',
  'suspended',
  'return_requested',
  'resolved',
  'revisiting',
];

const knownMeans = ['phone', 'wechat', 'email', 'visit', 'app'];

function contactMeans(means: string): string {
  if (!knownMeans.includes(means)) {
    throw invalid('means_unknown', `Contact is by one of ${knownMeans.join(', ')}.`, 'means');
  }
  return means;
}

/** Taking a case on, and what is said between the handler, colleagues and the complainant. */
export const handling: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'sign',
      from: ['dispatched'],
      to: 'signed',
      who: ['assignee', 'member of the unit'],
      condition: 'a member of the unit while no person is named; he becomes the handler',
    },
    { command: 'log-contact', from: ['signed'], to: 'in_progress', who: ['assignee', 'agent'] },
    {
      command: 'log-contact',
      from: afterSigned,
      to: 'unchanged',
      who: ['assignee', 'agent'],
      condition: 'only recorded',
    },
    { command: 'start', from: ['signed'], to: 'in_progress', who: ['assignee'] },
    { command: 'add-note', from: caseStates, to: 'unchanged', who: ['staff', 'accused'] },
    { command: 'reply', from: caseStates, to: 'unchanged', who: ['staff'] },
    { command: 'answer', from: ['waiting_complainant'], to: 'in_progress', who: ['complainant'] },
    {
      command: 'answer',
      from: beforeClosed.filter((s) => s !== 'waiting_complainant'),
      to: 'unchanged',
      who: ['complainant'],
    },
    {
      command: 'wait-for-complainant',
      from: ['in_progress'],
      to: 'waiting_complainant',
      who: ['assignee'],
      guard: (c) => noRoom(c.pauses, 'pauses'),
      condition: `at most ${mostEntries} times a cycle`,
    },
    { command: 'resume', from: ['waiting_complainant', 'suspended'], to: 'in_progress', who: ['assignee'] },
  ],

  decisions: {
    // A deputy signs for the person whom he stands in for.
    sign: (c, _command, now) => ({ type: 'CaseSigned', at: now.at, handlerId: c.handlerId ?? now.actor.id }),

    'log-contact': (c, command, now) => ({
      type: 'ContactLogged',
      at: now.at,
      means: contactMeans(command.means),
      note: optionalText(command.note, 'note'),
      first: c.firstContactAt === undefined,
    }),

    start: (_c, _command, now) => ({ type: 'CaseStarted', at: now.at }),

    'add-note': (_c, command, now) => ({
      type: 'NoteAdded',
      at: now.at,
      text: requiredText(command.text, 'text'),
      sealed: command.sealed ?? false,
    }),

    // Without contact data there is no other way to reach the person: the first reply is the first contact.
    reply: (c, command, now) => ({
      type: 'ReplySent',
      at: now.at,
      text: requiredText(command.text, 'text'),
      firstContact: !c.hasContact && c.firstContactAt === undefined,
    }),

    answer: (_c, command, now) => ({
      type: 'ComplainantAnswered',
      at: now.at,
      text: requiredText(command.text, 'text'),
    }),

    'wait-for-complainant': (_c, command, now) => ({
      type: 'ComplainantAwaited',
      at: now.at,
      question: requiredText(command.question, 'question'),
    }),

    resume: (_c, command, now) => ({ type: 'CaseResumed', at: now.at, note: optionalText(command.note, 'note') }),
  },

  evolutions: {
    CaseSigned: (c, event) => enter(c, 'signed', event.at, { handlerId: event.handlerId, signedAt: event.at }),
    ContactLogged: (c, event) => {
      const contact = {
        ...(event.first ? { firstContactAt: event.at } : {}),
        ...(event.means === 'visit' && !c.visitedAt ? { visitedAt: event.at } : {}),
      };
      return c.state === 'signed' ? enter(c, 'in_progress', event.at, contact) : stay(c, contact);
    },
    CaseStarted: (c, event) => enter(c, 'in_progress', event.at),
    NoteAdded: (c) => c,
    ReplySent: (c, event) => (event.firstContact ? stay(c, { firstContactAt: event.at }) : c),
    ComplainantAnswered: (c, event) =>
      c.state === 'waiting_complainant' && !event.linked ? enter(c, 'in_progress', event.at) : c,
    ComplainantAwaited: (c, event) => enter(c, 'waiting_complainant', event.at),
    CaseResumed: (c, event) => enter(c, 'in_progress', event.at),
  },

  lines: {
    CaseSigned: { publicity: { visibility: 'public' }, content: ({ handlerId }) => ({ handlerId }) },
    ContactLogged: {
      publicity: { visibility: 'public', facts: ['means'] },
      content: (event) => ({ text: event.note, means: event.means, first: event.first ? 'true' : undefined }),
    },
    CaseStarted: { publicity: { visibility: 'public' }, content: () => ({}) },
    NoteAdded: { publicity: internal, content: ({ text, sealed }) => ({ text, sealed: sealed ? 'true' : undefined }) },
    ReplySent: {
      publicity: { visibility: 'public', text: true },
      content: (event) => ({ text: event.text, firstContact: event.firstContact ? 'true' : undefined }),
    },
    ComplainantAnswered: {
      publicity: { visibility: 'public', text: true },
      kept: ({ linked }) => linked !== undefined,
      content: ({ text, linked }) => ({ text, linkedId: linked?.id, number: linked?.number }),
    },
    ComplainantAwaited: {
      publicity: { visibility: 'public', text: true },
      content: ({ question }) => ({ text: question }),
    },
    CaseResumed: { publicity: { visibility: 'public' }, content: ({ note }) => ({ text: note }) },
  },
};
