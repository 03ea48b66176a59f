import type { CommandName } from '../../src/domain';
import type { Expectation } from './expectation';
import { cooperatingExpected } from './cooperating';
import { extensionsExpected } from './extensions';
import { handingOnExpected } from './handing-on';
import { handlingExpected } from './handling';
import { investigatingExpected } from './investigating';
import { linkingExpected } from './linking';
import { returnsExpected } from './returns';
import { solvingExpected } from './solving';
import { supervisingExpected } from './supervising';
import { suspensionsExpected } from './suspensions';

/** domain.md once more, by hand. */
export const expected = {
  ...handlingExpected,
  ...returnsExpected,
  ...handingOnExpected,
  ...extensionsExpected,
  ...suspensionsExpected,
  ...investigatingExpected,
  ...solvingExpected,
  ...cooperatingExpected,
  ...supervisingExpected,
  ...linkingExpected,
} as Record<CommandName, Expectation>;
