import type { Clock } from '../src/domain/clock';
import type { CaseSnapshot } from '../src/domain/case-snapshot';
import { clockText, latest, tell } from './story';

type Vector = [rule: string, story: string, clock: Clock['name'], expected: string, first?: Partial<CaseSnapshot>];

const allowances: Vector[] = [
  ['P1 is signed within 10 min of dispatch', 'dispatch p1 1m', 'sign', 'running due 11m #1'],
  ['P2 is signed within 30 min', 'dispatch p2 1m', 'sign', 'running due 31m #1'],
  ['P3 is signed within 2 wh', 'dispatch p3 1m', 'sign', 'running due 121m #1'],
  ['P4 is signed within 4 wh', 'dispatch p4 1m', 'sign', 'running due 241m #1'],
  ['P1 is contacted within 30 min of receipt', 'dispatch p1 1m', 'first_contact', 'running due 30m #1'],
  ['P2 is contacted within 1 h', 'dispatch p2 1m', 'first_contact', 'running due 1h #1'],
  ['P3 is contacted within 2 wh', 'dispatch p3 1m', 'first_contact', 'running due 2h #1'],
  ['P4 is contacted within 4 wh', 'dispatch p4 1m', 'first_contact', 'running due 4h #1'],
  ['P1 is resolved within 24 h of receipt', 'dispatch p1 1m', 'resolve', 'running due 24h #1'],
  ['P2 is resolved within 8 wh', 'dispatch p2 1m', 'resolve', 'running due 8h #1'],
  ['P3 is resolved within 12 wh', 'dispatch p3 1m', 'resolve', 'running due 12h #1'],
  ['P4 is resolved within 5 wd', 'dispatch p4 1m', 'resolve', 'running due 120h #1'],
  ['a suggestion is P4', 'dispatch p1 1m', 'resolve', 'running due 120h #1', { kind: 'suggestion' }],
  ['an enquiry is P4', 'dispatch p2 1m', 'sign', 'running due 241m #1', { kind: 'enquiry' }],
  ['praise is P4', 'dispatch p3 1m', 'first_contact', 'running due 4h #1', { kind: 'praise' }],
  ['a repair is graded like a complaint', 'dispatch p2 1m', 'resolve', 'running due 8h #1', { kind: 'repair' }],
];

const startAndStop: Vector[] = [
  ['no clock runs before the first dispatch', 'note 1m', 'resolve', 'none'],
  ['no clock runs before the first dispatch', 'note 1m', 'sign', 'none'],
  ['a late dispatch does not postpone first contact', 'dispatch p3 90m', 'first_contact', 'running due 2h #1'],
  ['a late dispatch starts sign anew', 'dispatch p3 90m', 'sign', 'running due 210m #1'],
  ['Sign stops the sign clock', 'dispatch p1 0m, sign 4m', 'sign', 'stopped 4m due 10m #1'],
  ['signing on the very deadline is in time', 'dispatch p1 0m, sign 10m', 'sign', 'stopped 10m due 10m #1'],
  ['signing late is a breach', 'dispatch p1 0m, sign 11m', 'sign', 'stopped 11m late due 10m #1 breached'],
  ['a missed Sign is healed by the next event', 'dispatch p2 0m, start 9m', 'sign', 'stopped 9m due 30m #1'],
  ['Sign does not stop first contact', 'dispatch p2 0m, sign 4m', 'first_contact', 'running due 1h #1'],
  [
    'the first contact stops its clock',
    'dispatch p2 0m, sign 4m, contact 20m',
    'first_contact',
    'stopped 20m due 1h #1',
  ],
  [
    'a second contact changes nothing',
    'dispatch p2 0m, sign 1m, contact 2m, contact 9m',
    'first_contact',
    'stopped 2m due 1h #1',
  ],
  [
    'late contact is a breach',
    'dispatch p1 0m, sign 4m, contact 31m',
    'first_contact',
    'stopped 31m late due 30m #1 breached',
  ],
  ['Resolve stops resolve', 'dispatch p3 0m, sign 1m, contact 2m, resolve 6h', 'resolve', 'stopped 6h due 12h #1'],
  [
    'late Resolve is a breach',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 9h',
    'resolve',
    'stopped 9h late due 8h #1 breached',
  ],
  [
    'resolving is no contact where the person can be reached',
    'dispatch p3 0m, sign 1m, start 2m, resolve 1h',
    'first_contact',
    'running due 2h #1',
  ],
  [
    'without contact data the answer is the first reply',
    'dispatch p3 0m, sign 1m, start 2m, resolve 1h',
    'first_contact',
    'stopped 1h due 2h #1',
    { hasContact: false },
  ],
  [
    'a contact that never came ends with the case',
    'dispatch p3 0m, sign 1m, start 2m, resolve 1h, close 3h',
    'first_contact',
    'cancelled 3h due 2h #1 breached',
  ],
  ['redispatch starts a new sign clock', 'dispatch p1 0m, redispatch 5m', 'sign', 'running due 15m #2'],
  ['a new sign clock carries no breach of the old one', 'dispatch p1 0m, redispatch 20m', 'sign', 'running due 30m #2'],
  ['redispatch leaves resolve alone', 'dispatch p1 0m, sign 1m, redispatch 5m', 'resolve', 'running due 24h #1'],
  ['naming the person later keeps the sign clock', 'dispatch p1 0m, add-person 5m', 'sign', 'running due 10m #1'],
  [
    'a redispatch that was missed still counts',
    'dispatch p1 0m, redispatch 5m, redispatch 6m',
    'sign',
    'running due 16m #3',
  ],
  ['a request to return ends sign', 'dispatch p2 0m, return 10m', 'sign', 'stopped 10m due 30m #1'],
  ['a refused return starts sign anew', 'dispatch p2 0m, return 10m, redispatch 20m', 'sign', 'running due 50m #2'],
  ['a request to return leaves resolve running', 'dispatch p2 0m, return 10m', 'resolve', 'running due 8h #1'],
  ['Decline cancels sign', 'dispatch p2 0m, decline 5m', 'sign', 'cancelled 5m due 30m #1'],
  ['Decline cancels resolve', 'dispatch p2 0m, decline 5m', 'resolve', 'cancelled 5m due 8h #1'],
  ['Withdraw cancels first contact', 'dispatch p2 0m, withdraw 5m', 'first_contact', 'cancelled 5m due 1h #1'],
  [
    'a breach before Withdraw stays recorded',
    'dispatch p2 0m, withdraw 9h',
    'resolve',
    'cancelled 9h due 8h #1 breached',
  ],
  ['a case withdrawn before dispatch has no clocks', 'withdraw 5m', 'resolve', 'none'],
  ['Link cancels what runs', 'dispatch p3 0m, link 5m', 'resolve', 'cancelled 5m due 12h #1'],
  [
    'an unlinked case gets its clocks anew from the same start',
    'dispatch p3 0m, link 5m, unlink 6m, dispatch 1h',
    'resolve',
    'running due 12h #2',
  ],
  ['an unlinked case is signed anew', 'dispatch p3 0m, link 5m, unlink 6m, dispatch 1h', 'sign', 'running due 3h #2'],
];

const pauses: Vector[] = [
  [
    'waiting for the complainant pauses resolve',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h',
    'resolve',
    'paused #1',
  ],
  [
    'the pause moves the deadline',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 5h',
    'resolve',
    'running due 15h #1',
  ],
  [
    'two pauses add up',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 3h, wait 4h, resume 6h',
    'resolve',
    'running due 15h #1',
  ],
  [
    'a pause that began late does not undo the deadline',
    'dispatch p2 0m, sign 1m, contact 2m, wait 9h',
    'resolve',
    'paused due 8h #1',
  ],
  ['sign never pauses', 'dispatch p3 0m, redispatch 5m, wait 10m', 'sign', 'stopped 10m due 125m #2'],
  ['first contact never pauses', 'dispatch p3 0m, sign 1m, start 2m, wait 3m', 'first_contact', 'running due 2h #1'],
  [
    'the pause allowance is 5 wd: then the clock runs although the case waits',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, tick 122h',
    'resolve',
    'running due 132h #1',
  ],
  ['just before, it still stands', 'dispatch p3 0m, sign 1m, contact 2m, wait 2h, tick 121h', 'resolve', 'paused #1'],
  [
    'what the allowance does not cover does not move the deadline',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 130h',
    'resolve',
    'running due 132h #1',
  ],
  [
    'the allowance is one for the whole cycle',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 102h, wait 103h, resume 140h',
    'resolve',
    'running due 132h #1',
  ],
  [
    'a missed pause is healed by the next event',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 3h, note 4h',
    'resolve',
    'running due 13h #1',
  ],
  [
    'resolving out of a pause counts what was paused',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, resolve 13h',
    'resolve',
    'stopped 13h due 23h #1',
  ],
  [
    'withdrawing out of a pause cancels',
    'dispatch p3 0m, sign 1m, contact 2m, wait 2h, withdraw 4h',
    'resolve',
    'cancelled 4h due 14h #1',
  ],
];

const regrades: Vector[] = [
  ['raised: now + the new allowance, where earlier', 'dispatch p4 0m, regrade p2 1h', 'resolve', 'running due 9h #2'],
  ['raised: the old deadline, where earlier', 'dispatch p2 0m, regrade p1 1h', 'resolve', 'running due 8h #1'],
  ['raised: sign too', 'dispatch p3 0m, regrade p1 1h', 'sign', 'running due 70m #2'],
  ['raised: first contact too', 'dispatch p4 0m, regrade p2 30m', 'first_contact', 'running due 90m #2'],
  ['raised late: a deadline that has passed stays', 'dispatch p1 0m, tick 11m', 'sign', 'running due 10m #1 breached'],
  ['lowered: start + the new allowance, where later', 'dispatch p2 0m, regrade p3 1h', 'resolve', 'running due 12h #2'],
  ['lowered: the old deadline, where later', 'dispatch p1 0m, regrade p2 1h', 'resolve', 'running due 24h #1'],
  ['lowered: sign counts from its own start', 'dispatch p1 5m, regrade p4 6m', 'sign', 'running due 245m #2'],
  [
    'lowered: pauses so far are added',
    'dispatch p2 0m, sign 1m, contact 2m, wait 1h, resume 3h, regrade p3 4h',
    'resolve',
    'running due 14h #2',
  ],
  ['a stopped clock is not regraded', 'dispatch p4 0m, sign 1m, regrade p1 2m', 'sign', 'stopped 1m due 4h #1'],
  [
    'a breach once recorded stays recorded',
    'dispatch p2 0m, tick 9h, regrade p4 10h',
    'resolve',
    'running due 120h #2 breached',
  ],
  [
    'a breach that the timer had not seen is recorded',
    'dispatch p2 0m, regrade p4 10h',
    'resolve',
    'running due 120h #2 breached',
  ],
  [
    'raised while paused',
    'dispatch p4 0m, sign 1m, contact 2m, wait 2h, regrade p2 3h, resume 4h',
    'resolve',
    'running due 12h #2',
  ],
  [
    'lowered while paused',
    'dispatch p2 0m, sign 1m, contact 2m, wait 2h, regrade p3 3h, resume 4h',
    'resolve',
    'running due 14h #2',
  ],
  ['a regrade before dispatch moves nothing', 'regrade p1 1m, dispatch p3 2m', 'resolve', 'running due 12h #1'],
  ['the same grade moves nothing', 'dispatch p3 0m, regrade p3 1h', 'resolve', 'running due 12h #1'],
];

const closing: Vector[] = [
  [
    'P2 is asked within 24 h of resolve',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 3h',
    'revisit',
    'running due 27h #1',
  ],
  ['P3 is asked within 3 wd', 'dispatch p3 0m, sign 1m, contact 2m, resolve 3h', 'revisit', 'running due 75h #1'],
  [
    'the link or the first attempt stops revisit',
    'dispatch p3 0m, sign 1m, contact 2m, resolve 3h, asked 4h',
    'revisit',
    'stopped 4h due 75h #1',
  ],
  [
    'feedback may be heard of first',
    'dispatch p3 0m, sign 1m, contact 2m, asked 4h, resolve 4h',
    'revisit',
    'stopped 4h due 76h #1',
  ],
  [
    'feedback may be heard of before the case',
    'asked 4h, dispatch p3 5h, sign 6h, contact 7h, resolve 8h',
    'revisit',
    'stopped 8h due 80h #1',
  ],
  [
    'StartRevisit alone asks nobody',
    'dispatch p1 0m, sign 1m, contact 2m, resolve 3h, revisit 4h',
    'revisit',
    'running due 27h #1',
  ],
  [
    'Close ends revisit',
    'dispatch p1 0m, sign 1m, contact 2m, resolve 3h, revisit 4h, close 5h',
    'revisit',
    'stopped 5h due 27h #1',
  ],
  [
    'a late Close is a breach of revisit',
    'dispatch p1 0m, sign 1m, contact 2m, resolve 3h, close 28h',
    'revisit',
    'stopped 28h late due 27h #1 breached',
  ],
  [
    'resolve stays as it was after Close',
    'dispatch p1 0m, sign 1m, contact 2m, resolve 3h, close 5h',
    'resolve',
    'stopped 3h due 24h #1',
  ],
  [
    'Reopen: a new sign clock',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 3h, reopen 10h',
    'sign',
    'running due 630m #1',
  ],
  [
    'Reopen: half the allowance from the reopening',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 3h, reopen 10h',
    'resolve',
    'running due 14h #1',
  ],
  [
    'Reopen: no new first contact',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 3h, reopen 10h',
    'first_contact',
    'stopped 2m due 1h #1',
  ],
  [
    'Reopen: no first contact in the new cycle, contacted or not',
    'dispatch p2 0m, sign 1m, start 2m, resolve 3h, reopen 4h',
    'first_contact',
    'cancelled 4h due 1h #1 breached',
  ],
  [
    'Reopen ends revisit',
    'dispatch p2 0m, sign 1m, contact 2m, resolve 3h, reopen 10h',
    'revisit',
    'stopped 10h due 27h #1',
  ],
  [
    'Reopen: the pause allowance begins anew',
    'dispatch p3 0m, sign 1m, contact 2m, wait 1h, resume 2h, resolve 3h, reopen 10h, sign 11h, contact 12h, wait 13h, resume 14h',
    'resolve',
    'running due 17h #1',
  ],
  [
    'regraded after Reopen: half the new allowance',
    'dispatch p3 0m, sign 1m, contact 2m, resolve 3h, reopen 10h, regrade p4 11h',
    'resolve',
    'running due 70h #2',
  ],
  [
    'a redispatch after Reopen counts from 1',
    'dispatch p3 0m, redispatch 1m, sign 1m, contact 2m, resolve 3h, reopen 10h, redispatch 11h',
    'sign',
    'running due 13h #2',
  ],
];

describe.each([
  ['allowances', allowances],
  ['start and stop', startAndStop],
  ['pauses', pauses],
  ['regrade', regrades],
  ['revisit, close and reopen', closing],
])('clocks: %s', (_name, vectors) => {
  const rows = vectors.map(([rule, story, clock, expected, first = {}]) => ({ rule, story, clock, expected, first }));
  it.each(rows)('$rule: $story → $clock', ({ story, clock, expected, first }) => {
    expect(clockText(latest(tell(story, first), clock))).toBe(expected);
  });
});
